package ayatori.crawler;

import org.jspecify.annotations.Nullable;

/**
 * A form of writing pages to a {@link ayatori.crawler.sink.Sink sink} of one's own.
 *
 * {@snippet :
 * PageFormat titles = page -> (page.title() + "\n").getBytes(StandardCharsets.UTF_8);
 * }
 */
@FunctionalInterface
public interface PageFormat {
    /**
     * Writes one page. Called by several threads, once or more for each page; what is written stands once in the sink.
     *
     * @return the page's record, which the crawl keeps together; null for none
     */
    byte @Nullable [] encode(Page page);
}
