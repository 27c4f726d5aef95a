package ayatori.crawler.engine;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.record.SkippedRecord;
import ayatori.crawler.store.KeyValueStore;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tracks whether each seed was fetched, or why not. A seed that redirects shares the fate of its target. */
final class SeedFates {
    private static final byte[] FETCHED = {'E', 'f'};
    private static final byte[] LED_FROM = {'E', 'l'};
    private static final byte[] PROBLEM = {'E', 's'};

    /** Of more seeds only the number is kept: a file may name millions. */
    private static final int NOTED_MAX = 10_000;

    private final CrawlOptions options;
    private final Map<String, String> problems = new LinkedHashMap<>();

    /** The seeds that redirect, by the target. */
    private final Map<String, String> ledFrom = new LinkedHashMap<>();

    private int fetched;

    /** The keys of {@link #problems} and {@link #ledFrom} that changed since they were saved. */
    private final Set<String> problemsChanged = new LinkedHashSet<>();

    private final Set<String> ledFromChanged = new LinkedHashSet<>();

    SeedFates(CrawlOptions options) {
        this.options = options;
    }

    /** Whether a seed is fetched, or the target of a seed's redirect. */
    boolean concern(Output.Fetch fetch) {
        return fetch.depth() == 0
                && !fetch.isSitemap()
                && (fetch.isSeed() || fetch.referrer() == null || ledFrom.containsKey(fetch.url()));
    }

    /** Notes the outcome of a request. */
    void answered(Output.Fetch fetch, Result.Facts facts) {
        if (!concern(fetch)) {
            return;
        }
        String seed = seedOf(fetch.url(), fetch.referrer());
        if (facts.error() != null) {
            problem(seed, fetch.url(), facts.error().message());
        } else if (facts.redirectTo() != null) {
            if (ledFrom.size() < NOTED_MAX && ledFrom.putIfAbsent(facts.redirectTo(), seed) == null) {
                ledFromChanged.add(facts.redirectTo());
            }
        } else if (facts.status() >= 400) {
            problem(seed, fetch.url(), "The server answered " + facts.status() + ".");
        } else if (facts.status() < 300 || facts.status() == 304) {
            fetched++;
        }
    }

    /** Notes a URL that is not requested. */
    void skipped(SkippedRecord skip) {
        String url = skip.url();
        SkipReason reason = skip.reason();
        String referrer = skip.referrer();
        boolean isSeed = referrer == null && !isCustomarySitemap(url) && !isLeftOut(reason);
        if (isSeed || ledFrom.containsKey(url)) {
            problem(seedOf(url, referrer), url, why(skip));
        }
    }

    /** Whether a URL of a file was out of scope, as its user wanted. */
    private boolean isLeftOut(SkipReason reason) {
        return options.input() != null
                && (reason == SkipReason.SCOPE || reason == SkipReason.TYPE || reason == SkipReason.TRAP);
    }

    /** Whether this is the sitemap that is asked for where robots.txt is not. It has no referrer either. */
    private boolean isCustomarySitemap(String url) {
        return url.endsWith("/sitemap.xml") && !options.startUrls().contains(url);
    }

    /** The number of seeds that were fetched. */
    int fetched() {
        return fetched;
    }

    /** Why the others were not fetched, by seed. */
    Map<String, String> problems() {
        if (fetched == 0) {
            ledFrom.forEach((to, seed) ->
                    problems.putIfAbsent(seed, "It redirects to " + to + ", and nothing was fetched from there."));
        }
        return problems;
    }

    private void problem(String seed, String url, String sentence) {
        if (problems.size() >= NOTED_MAX && !problems.containsKey(seed)) {
            return;
        }
        problems.put(seed, seed.equals(url) ? sentence : "It redirects to " + url + ". " + sentence);
        problemsChanged.add(seed);
    }

    /** Puts what changed since the last call into the store. */
    void save(KeyValueStore store) {
        store.put(FETCHED, new StateWriter().number(fetched).toBytes());
        for (String seed : problemsChanged) {
            store.put(StateWriter.key(PROBLEM, seed), written(problems.get(seed)));
        }
        for (String url : ledFromChanged) {
            store.put(StateWriter.key(LED_FROM, url), written(ledFrom.get(url)));
        }
        problemsChanged.clear();
        ledFromChanged.clear();
    }

    /** Reads what {@link #save} put there. */
    void load(KeyValueStore store) {
        byte[] count = store.get(FETCHED);
        if (count != null) {
            fetched = (int) new StateReader(count).number();
        }
        StateReader.forEach(store, PROBLEM, (seed, value) -> problems.put(seed, new StateReader(value).text()));
        StateReader.forEach(store, LED_FROM, (url, value) -> ledFrom.put(url, new StateReader(value).text()));
    }

    private static byte[] written(@Nullable String text) {
        return new StateWriter().text(String.valueOf(text)).toBytes();
    }

    private String seedOf(String url, @Nullable String referrer) {
        return referrer == null ? url : ledFrom.getOrDefault(url, url);
    }

    private String why(SkippedRecord skip) {
        return switch (skip.reason()) {
            case ROBOTS ->
                "Its robots.txt denies it to " + options.access().userAgent()
                        + "; if the site is yours, --no-robots crawls it all the same.";
            case ROBOTS_UNREACHABLE ->
                "Its robots.txt cannot be fetched, so nothing on its host may be requested. "
                        + Objects.requireNonNullElse(skip.rule(), "");
            case PRIVATE_ADDRESS -> "Its host has a private address.";
            default -> "It was skipped: " + skip.reason().label() + ".";
        };
    }
}
