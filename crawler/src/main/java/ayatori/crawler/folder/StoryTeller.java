package ayatori.crawler.folder;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.UrlStory.Fate;
import ayatori.crawler.folder.UrlStory.Forecast;
import ayatori.crawler.folder.UrlStory.Hop;
import ayatori.crawler.folder.UrlStory.How;
import ayatori.crawler.folder.UrlStory.Referrer;
import ayatori.crawler.folder.UrlStory.Step;
import ayatori.crawler.scope.ScopeRule;
import ayatori.web.url.Canonicalizer;
import ayatori.web.url.Url;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the story of a URL together from the records of a crawl folder. */
final class StoryTeller {
    /** Steps of a way, and redirects in a row, that are followed at most. */
    private static final int STEPS_MAX = 1_000;

    private final CrawlReader reader;
    private final CrawlOptions options;
    private final LinkIndex index;
    private final RecordFinder records;
    private final SkipRules rules;

    StoryTeller(CrawlReader reader) throws FolderException {
        this.reader = reader;
        this.options = reader.manifest().crawlOptions().build();
        this.index = LinkIndex.open(reader);
        this.records = new RecordFinder(index);
        this.rules = new SkipRules(options, records);
    }

    /** Tells the story of a URL. */
    UrlStory tell(Url asked, int referrersMax) throws FolderException {
        String url = new Canonicalizer(options.extent().canonicalForm())
                .canonicalize(asked.withoutFragment().withoutCredentials())
                .href();
        try {
            return tell(url, records.find(url, referrersMax));
        } catch (IOException e) {
            throw new FolderException(
                    "The index of links in " + reader.folder().resolve(LinkIndex.FOLDER) + " cannot be read: "
                            + IoReasons.of(e) + "; remove it, and it is built anew.",
                    e);
        }
    }

    private UrlStory tell(String url, RecordFinder.Found found) throws IOException, FolderException {
        RecordedPage page = found.pages().isEmpty() ? null : found.pages().getLast();
        RecordedSkip skip = found.skip();
        boolean isSeed = options.startUrls().stream()
                .map(Url::tryParse)
                .anyMatch(seed ->
                        seed != null && index.isSame(seed.withoutFragment().href(), url));
        Fate fate = page != null
                ? Fate.REQUESTED
                : skip != null ? Fate.SKIPPED : isSeed || found.linkCount() > 0 ? Fate.WAITING : Fate.UNKNOWN;
        String first = page != null
                ? found.pages().getFirst().referrer()
                : skip != null
                        ? skip.referrer()
                        : found.links().isEmpty()
                                ? null
                                : found.links().getFirst().url();
        List<Step> way = first == null ? List.of() : way(url, first);
        RecordedPage firstPage = first == null ? null : records.page(first);
        Integer depth = page != null ? (Integer) page.depth() : isSeed ? (Integer) 0 : depthFrom(url, firstPage);
        return new UrlStory(
                url,
                fate,
                isSeed,
                foundAt(isSeed, firstPage),
                depth,
                way,
                found.pages(),
                page == null ? List.of() : redirects(page),
                skip,
                skip == null ? null : rules.rule(skip, depth, firstPage),
                page == null && skip == null ? forecast(url, depth) : null,
                found.links().stream().map(link -> referrer(url, link)).toList(),
                found.linkCount(),
                options.output().links(),
                reader.isRunning());
    }

    private @Nullable Instant foundAt(boolean isSeed, @Nullable RecordedPage firstPage) {
        if (isSeed) {
            return reader.manifest().created();
        }
        return firstPage == null ? null : answeredAt(firstPage);
    }

    private static Instant answeredAt(RecordedPage page) {
        return page.fetchedAt().plus(page.elapsed());
    }

    private @Nullable Integer depthFrom(String url, @Nullable RecordedPage referrer) {
        if (referrer == null) {
            return null;
        }
        return switch (how(url, referrer)) {
            case SITEMAP, ROBOTS -> 0;
            case REDIRECT -> referrer.depth();
            case LINK, NOFOLLOW -> referrer.depth() + 1;
        };
    }

    /** How a page leads to a URL. */
    private How how(String url, RecordedPage page) {
        String target = page.redirectTo();
        if (target != null && index.isSame(target, url)) {
            return How.REDIRECT;
        }
        if (page.isSitemap()) {
            return How.SITEMAP;
        }
        return records.isNofollow(url, page) ? How.NOFOLLOW : How.LINK;
    }

    private Referrer referrer(String url, RecordedPage page) {
        return new Referrer(page.url(), how(url, page), answeredAt(page));
    }

    /** The way from a seed to a URL, back along the pages that linked first. */
    private List<Step> way(String url, String first) throws IOException, FolderException {
        List<Step> way = new ArrayList<>();
        Set<String> seen = new HashSet<>(Set.of(url));
        String next = url;
        for (String at = first; at != null && way.size() < STEPS_MAX && seen.add(at); ) {
            RecordedPage page = records.page(at);
            if (page == null) {
                way.add(new Step(at, at.endsWith("/robots.txt") ? How.ROBOTS : How.LINK));
                break;
            }
            way.add(new Step(at, how(next, page)));
            next = at;
            at = page.referrer();
        }
        Collections.reverse(way);
        return way;
    }

    /** Where a page redirects to, to the end or back to where it was. */
    private List<Hop> redirects(RecordedPage from) throws IOException, FolderException {
        List<Hop> hops = new ArrayList<>();
        Set<String> seen = new HashSet<>(Set.of(from.url()));
        for (String target = from.redirectTo(); target != null && hops.size() < STEPS_MAX; ) {
            RecordFinder.Found found = records.find(target, 0);
            RecordedPage page = found.pageOf(target);
            hops.add(new Hop(target, page, found.skip()));
            target = page != null && seen.add(target) ? page.redirectTo() : null;
        }
        return hops;
    }

    private Forecast forecast(String url, @Nullable Integer depth) throws IOException, FolderException {
        ScopeRule rule = rules.scopeRule(url);
        if (rule == null) {
            rule = rules.tooDeep(depth);
        }
        return rule == null ? new Forecast(null, null) : new Forecast(rule.reason(), rule.rule());
    }
}
