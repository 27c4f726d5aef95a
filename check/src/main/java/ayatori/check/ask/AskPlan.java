package ayatori.check.ask;

import ayatori.check.find.Answers;
import ayatori.check.find.CanonicalUrls;
import ayatori.check.find.IgnoredUrls;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.SkipReason;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.RecordedLinks;
import com.dynatrace.hash4j.hashing.Hashing;
import com.google.re2j.Pattern;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What to ask for, beside what the crawl of a site has: each URL once.
 *
 * @param site URLs of the site: what its pages load, and files that a crawl leaves out
 * @param external URLs of other sites
 * @param probes a made-up address of each host of the site
 */
public record AskPlan(List<String> site, List<String> external, List<String> probes) {
    /** More are not asked for. */
    private static final int URLS_MAX = 1_000_000;

    private static final int PROBES_MAX = 100;

    /** Copies the lists. */
    public AskPlan {
        site = List.copyOf(site);
        external = List.copyOf(external);
        probes = List.copyOf(probes);
    }

    /**
     * Goes through the links of a crawl.
     *
     * @param answers what is known already
     * @param ignored what nobody wants to hear of
     * @throws FolderException if the folder cannot be read, or its crawl did not record links in full
     */
    public static AskPlan of(CrawlReader crawl, Answers answers, IgnoredUrls ignored) throws FolderException {
        var collector = new Collector(crawl.manifest().crawlOptions().build(), answers, ignored);
        try (Stream<RecordedLinks> links = crawl.links()) {
            links.forEach(collector::add);
        }
        answers.redirectTargets().forEach(target -> collector.add(target, false));
        List<String> probes = answers.origins().stream()
                .filter(origin -> !answers.hasProbe(origin))
                .limit(PROBES_MAX)
                .map(AskPlan::madeUp)
                .toList();
        return new AskPlan(List.copyOf(collector.site), List.copyOf(collector.external), probes);
    }

    /** {@return the same without some URLs} */
    public AskPlan without(Set<String> urls) {
        return new AskPlan(
                site.stream().filter(url -> !urls.contains(url)).toList(),
                external.stream().filter(url -> !urls.contains(url)).toList(),
                probes.stream().filter(url -> !urls.contains(url)).toList());
    }

    /** {@return the same without the URLs of other sites} */
    public AskPlan withoutExternal() {
        return new AskPlan(site, List.of(), probes);
    }

    /** {@return whether anything of the site is to be asked for} */
    public boolean asksSite() {
        return !site.isEmpty() || !probes.isEmpty();
    }

    /** {@return whether other sites are to be asked} */
    public boolean asksOthers() {
        return !external.isEmpty();
    }

    /** An address of an origin that nobody has given to anything; always the same one, so that its answer can be kept. */
    static String madeUp(String origin) {
        long hash = Hashing.xxh3_64().hashCharsToLong(origin);
        return origin + "/ayatori-check-" + HexFormat.of().toHexDigits(hash) + "-no-such-page";
    }

    private static final class Collector {
        private final Answers answers;
        private final IgnoredUrls ignored;
        private final List<Pattern> excluded;
        private final CanonicalUrls urls;
        private final Set<String> site = new LinkedHashSet<>();
        private final Set<String> external = new LinkedHashSet<>();

        Collector(CrawlOptions options, Answers answers, IgnoredUrls ignored) {
            this.answers = answers;
            this.ignored = ignored;
            this.excluded =
                    options.extent().exclude().stream().map(Pattern::compile).toList();
            this.urls = new CanonicalUrls(options.extent().canonicalForm());
        }

        void add(RecordedLinks page) {
            if (ignored.has(page.url())) {
                return;
            }
            for (RecordedLinks.Place place : page.links()) {
                String to = place.to();
                if (to != null) {
                    // A crawl does not follow link elements either.
                    add(to, place.role() != null || place.element().equals("link"));
                }
            }
        }

        void add(String to, boolean isWanted) {
            String url = urls.of(to);
            boolean isFull = site.size() + external.size() >= URLS_MAX;
            if (isFull || answers.has(to) || site.contains(url) || external.contains(url) || isLeftOut(to)) {
                return;
            }
            if (!answers.isOnSite(to)) {
                external.add(url);
                return;
            }
            String reason = answers.skipReason(to);
            if (isWanted
                    || SkipReason.TYPE.label().equals(reason)
                    || SkipReason.NOFOLLOW.label().equals(reason)) {
                site.add(url);
            } else if (SkipReason.SCOPE.label().equals(reason)) {
                external.add(url); // another folder of the host, which is not the user's concern
            }
        }

        private boolean isLeftOut(String url) {
            return ignored.has(url)
                    || excluded.stream()
                            .anyMatch(pattern -> pattern.matcher(url).find());
        }
    }
}
