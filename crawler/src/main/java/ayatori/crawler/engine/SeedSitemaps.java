package ayatori.crawler.engine;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.crawler.read.ListedLinks;
import ayatori.web.url.Url;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Finds the sitemaps of the seeds' sites, if they are wanted: those in robots.txt, or {@code /sitemap.xml}. */
final class SeedSitemaps {
    /** The most sitemaps that are taken from one robots.txt. */
    private static final int NAMED_MAX = 1000;

    private final CrawlOptions options;
    private final Set<String> origins = new LinkedHashSet<>();

    SeedSitemaps(CrawlOptions options) {
        this.options = options;
        if (options.extent().sitemaps()) {
            for (String seed : options.startUrls()) {
                Url url = Url.tryParse(seed);
                if (url != null) {
                    origins.add(url.origin());
                }
            }
        }
    }

    static String robotsUrl(String origin) {
        return origin + "/robots.txt";
    }

    /** Whether the sitemaps of this host are wanted. */
    boolean wantedOf(String origin) {
        return origins.contains(origin);
    }

    /** The sitemaps in a host's robots.txt; {@code /sitemap.xml} if it names none. */
    ListedLinks named(String origin, RobotsAnswer answer) {
        List<Url> named = SiteRules.sitemaps(answer).stream()
                .map(Url::tryParse)
                .filter(Objects::nonNull)
                .filter(Url::isHttp)
                .map(Url::withoutFragment)
                .limit(NAMED_MAX)
                .toList();
        return ListedLinks.sitemaps(
                named.isEmpty() ? List.of(customary(origin)) : named,
                options.extent().canonicalForm());
    }

    /** The sitemaps to start with if robots.txt is not requested: {@code /sitemap.xml} of each site. */
    ListedLinks customary() {
        List<Url> customary = options.pace().robots()
                ? List.of()
                : origins.stream().map(SeedSitemaps::customary).toList();
        return ListedLinks.sitemaps(customary, options.extent().canonicalForm());
    }

    private static Url customary(String origin) {
        return Objects.requireNonNull(Url.tryParse(origin + "/sitemap.xml"));
    }
}
