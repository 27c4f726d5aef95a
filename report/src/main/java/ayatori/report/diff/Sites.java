package ayatori.report.diff;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.web.url.Url;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Maps URLs of the second crawl to those of the first, if the same site was crawled at two places, such as staging and production. */
final class Sites {
    private final @Nullable String first;
    private final @Nullable String second;

    private Sites(@Nullable String first, @Nullable String second) {
        this.first = first;
        this.second = second;
    }

    static Sites of(CrawlReader first, CrawlReader second) throws FolderException {
        String a = origin(first);
        String b = origin(second);
        return a == null || b == null || a.equals(b) ? new Sites(null, null) : new Sites(a, b);
    }

    /** The origin of all seeds; null if there are several. */
    private static @Nullable String origin(CrawlReader crawl) throws FolderException {
        List<String> origins = crawl.manifest().crawlOptions().build().startUrls().stream()
                .map(Url::tryParse)
                .filter(Objects::nonNull)
                .map(url -> {
                    String href = url.withoutCredentials().href();
                    int slash = href.indexOf('/', href.indexOf("://") + 3);
                    return slash < 0 ? href : href.substring(0, slash);
                })
                .distinct()
                .toList();
        return origins.size() == 1 ? origins.getFirst() : null;
    }

    /** The URL in the first crawl of a URL in the second one. */
    String toFirst(String url) {
        return replace(url, second, first);
    }

    /** The URL in the second crawl of a URL in the first one. */
    String toSecond(String url) {
        return replace(url, first, second);
    }

    private static String replace(String url, @Nullable String from, @Nullable String to) {
        return from != null && to != null && url.startsWith(from) && url.startsWith("/", from.length())
                ? to + url.substring(from.length())
                : url;
    }
}
