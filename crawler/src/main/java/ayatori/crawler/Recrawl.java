package ayatori.crawler;

import java.nio.file.Path;

/**
 * What a recrawl starts from.
 *
 * @param previous the folder of the crawl before; absolute
 * @param due whether only those known pages are visited that have probably changed
 */
public record Recrawl(Path previous, boolean due) {
    /** Makes the path absolute. */
    public Recrawl {
        previous = previous.toAbsolutePath().normalize();
    }
}
