package ayatori.archive.site;

import ayatori.web.url.Url;
import org.jspecify.annotations.Nullable;

/** What a copy holds. */
@FunctionalInterface
interface Kept {
    /** The path of the file that stands for a URL; null if there is none. */
    @Nullable String pathOf(Url url);
}
