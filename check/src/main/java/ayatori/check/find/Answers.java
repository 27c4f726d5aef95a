package ayatori.check.find;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.RecordedPage;
import ayatori.crawler.folder.RecordedSkip;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What each URL has answered: those of the crawl, and those that the check has asked for. A few hundred bytes for each. */
public final class Answers {
    private static final int REDIRECTS_MAX = 50;

    private final CanonicalUrls urls;
    private final Map<String, Answer> byUrl = new HashMap<>();

    /** Why the URLs that were found and not requested were not. */
    private final Map<String, String> skipped = new HashMap<>();

    private final Map<String, AskedUrl> probes = new HashMap<>();
    private final Set<String> origins = new LinkedHashSet<>();

    /** Of the hosts that the crawl did not visit, those that have answered with something other than a refusal. */
    private final Set<String> openHosts = new HashSet<>();

    private Answers(CanonicalUrls urls) {
        this.urls = urls;
    }

    /**
     * Reads the records of a crawl once.
     *
     * @param asked what the check has asked for
     * @throws FolderException if the folder cannot be read
     */
    public static Answers of(CrawlReader crawl, CanonicalUrls urls, Iterable<AskedUrl> asked) throws FolderException {
        var answers = new Answers(urls);
        try (Stream<RecordedPage> pages = crawl.pages()) {
            pages.filter(page -> page.method().equals("GET") && !page.isSitemap())
                    .forEach(answers::add);
        }
        try (Stream<RecordedSkip> skips = crawl.skipped()) {
            skips.forEach(skip -> answers.skipped.put(urls.of(skip.url()), skip.reason()));
        }
        asked.forEach(answers::add);
        return answers;
    }

    private void add(RecordedPage page) {
        byUrl.put(urls.of(page.url()), Answer.of(page));
        if (page.status() > 0 && page.role() == null) {
            origins.add(CanonicalUrls.originOf(page.url()));
        }
    }

    private void add(AskedUrl asked) {
        if (asked.isProbe()) {
            probes.put(CanonicalUrls.originOf(asked.url()), asked);
            return;
        }
        Answer answer = Answer.of(asked);
        if (byUrl.putIfAbsent(urls.of(asked.url()), answer) == null && answer.status() > 0 && !answer.isRefusal()) {
            openHosts.add(CanonicalUrls.hostOf(asked.url()));
        }
    }

    /** {@return the origins that have answered the crawl} */
    public Set<String> origins() {
        return origins;
    }

    /** Whether a URL lies on a host that has answered the crawl. */
    public boolean isOnSite(String url) {
        return origins.contains(CanonicalUrls.originOf(url));
    }

    /** Whether somebody has asked for a made-up address of an origin. */
    public boolean hasProbe(String origin) {
        return probes.containsKey(origin);
    }

    /** {@return the targets of all redirects} */
    public List<String> redirectTargets() {
        List<String> targets = new ArrayList<>();
        for (Answer answer : byUrl.values()) {
            String target = answer.redirectTo();
            if (target != null && answer.isCrawled()) {
                targets.add(target);
            }
        }
        return targets;
    }

    /** Whether something is known of a URL. */
    public boolean has(String url) {
        return byUrl.containsKey(urls.of(url));
    }

    /** {@return why the crawl left a URL out; null if it did not} */
    public @Nullable String skipReason(String url) {
        return skipped.get(urls.of(url));
    }

    /** Whether a host, which the crawl did not visit, answers nothing but refusals. */
    boolean refusesAll(String url) {
        return !openHosts.contains(CanonicalUrls.hostOf(url));
    }

    /** What a made-up address of an origin has answered; null if nobody has asked. */
    @Nullable AskedUrl probe(String origin) {
        return probes.get(origin);
    }

    @Nullable Answer get(String canonical) {
        return byUrl.get(canonical);
    }

    void forEach(BiConsumer<String, Answer> action) {
        byUrl.forEach(action);
    }

    /**
     * Where a URL leads.
     *
     * @param chain the targets of its redirects, in a row
     * @param url the canonical URL at the end
     * @param answer what that one has answered; null if nothing is known of it
     * @param isLoop whether the redirects never end
     * @param isPermanent whether its first redirect is for good
     */
    record Way(List<String> chain, String url, @Nullable Answer answer, boolean isLoop, boolean isPermanent) {}

    /** Follows the redirects from a URL. */
    Way way(String from) {
        String url = urls.of(from);
        Answer answer = byUrl.get(url);
        if (answer == null || !answer.isRedirect()) {
            return new Way(List.of(), url, answer, false, false);
        }
        boolean isPermanent = answer.status() == 301 || answer.status() == 308;
        List<String> chain = new ArrayList<>();
        Set<String> passed = new HashSet<>(Set.of(from));
        String at = from;
        while (answer != null && answer.isRedirect()) {
            at = answer.redirectTo() == null ? at : answer.redirectTo();
            chain.add(at);
            if (!passed.add(at) || chain.size() > REDIRECTS_MAX) {
                return new Way(chain, url, answer, true, isPermanent);
            }
            url = urls.of(at);
            answer = byUrl.get(url);
        }
        return new Way(chain, url, answer, false, isPermanent);
    }
}
