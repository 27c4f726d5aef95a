package ayatori.crawler.engine;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlPreview;
import ayatori.crawler.CrawlPreview.Start;
import ayatori.crawler.Recrawl;
import ayatori.crawler.SeedFile;
import ayatori.crawler.SkipReason;
import ayatori.crawler.UrlLines;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.IoReasons;
import ayatori.crawler.folder.KnownPage;
import ayatori.crawler.folder.PageIndex;
import ayatori.crawler.folder.RecordedSkip;
import ayatori.crawler.folder.ResumeRules;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.read.Fingerprint;
import ayatori.crawler.read.KnownLink;
import ayatori.crawler.read.ListedLinks;
import ayatori.crawler.recrawl.PreviousCrawl;
import ayatori.crawler.scope.ScopeFilter;
import ayatori.crawler.store.DurableStore;
import ayatori.crawler.store.MemoryStore;
import ayatori.web.url.Url;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Says what a crawl would do first: a new one, one that goes on, or one that repeats another. Requests and writes nothing. */
final class Previews {
    /** URLs that are handed to a frontier in memory. The others come after them. */
    private static final int QUEUED_MAX = 1_000;

    /** Nothing is tried again, so there is nothing to be left to chance. */
    private static final RandomGenerator NO_CHANCE = () -> 42;

    private final CrawlOptions options;
    private final CrawlClock clock = new CrawlClock(Instant.now(), System::nanoTime);
    private final ScopeFilter scope;
    private final SeedSitemaps sitemaps;
    private final Preview preview;

    private Previews(CrawlOptions options) throws CrawlException {
        this.options = options;
        this.scope = ScopeFilter.of(options, StartRequests.urls(options.startUrls()));
        this.sitemaps = new SeedSitemaps(options);
        this.preview = new Preview(options, scope, sitemaps);
    }

    static CrawlPreview ofNew(CrawlOptions options) throws CrawlException {
        return new Previews(options).ofNew();
    }

    static CrawlPreview ofResumption(CrawlOptions options) throws CrawlException {
        return told(() -> new Previews(options).ofResumption());
    }

    static CrawlPreview ofRecrawl(CrawlOptions options, Recrawl recrawl) throws CrawlException {
        return told(() -> new Previews(options).ofRecrawl(recrawl));
    }

    // ---- a new crawl

    private CrawlPreview ofNew() throws CrawlException {
        List<Url> start = named();
        preview.named(start);
        long urls = start.size() + readInput(start);
        try (Frontier frontier = inMemory()) {
            begin(frontier, start);
            preview.ask(frontier, now());
        }
        return preview.result(Start.NEW, urls);
    }

    private List<Url> named() {
        List<Url> named = new ArrayList<>(StartRequests.urls(options.seeds()));
        options.requests().forEach(request -> named.addAll(StartRequests.urls(List.of(request.url()))));
        return named;
    }

    /** Judges all URLs of the file, and adds the first that are in scope. Returns how many there are. */
    private long readInput(List<Url> start) throws CrawlException {
        SeedFile input = options.input();
        if (input == null) {
            return 0;
        }
        long urls = 0;
        try (UrlLines lines = UrlLines.open(input.file())) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                urls++;
                Url url = Objects.requireNonNull(Url.tryParse(line)).withoutFragment();
                SkipReason reason = scope.judge(url.href(), url.origin());
                if (reason != null) {
                    preview.leftOut(url.href(), reason, null);
                } else if (start.size() < QUEUED_MAX) {
                    start.add(url);
                } else {
                    preview.hasMore();
                }
            }
            return urls;
        } catch (IOException e) {
            throw new CrawlException(
                    "The file of URLs " + input.file() + " cannot be read: " + IoReasons.of(e) + ".", e);
        }
    }

    // ---- a crawl that goes on

    private CrawlPreview ofResumption() throws CrawlException, FolderException, IOException {
        Path folder = Objects.requireNonNull(options.output().out());
        CrawlReader crawl = CrawlReader.open(folder);
        if (crawl.isRunning()) {
            throw new FolderException("The crawl in " + folder + " is still running.");
        }
        Path state = CrawlFolder.resumableState(folder, crawl.manifest(), options);
        try (DurableStore store = FolderStorage.storeProvider().openToRead(state)) {
            var crawlState = new CrawlState(store, options, clock, scope, null);
            long now = now();
            try (Frontier frontier = Frontier.resume(
                    store,
                    FrontierSettings.until(FrontierSettings.of(options), options, crawlState.elapsed(), now),
                    SiteRules.parser(options.access().userAgent()),
                    scope::judge,
                    NO_CHANCE,
                    now)) {
                long waiting = frontier.unsettled();
                preview.ask(frontier, now);
                readSkipped(crawl);
                return preview.result(Start.RESUMED, waiting);
            }
        }
    }

    /** What is on record as skipped already. */
    private void readSkipped(CrawlReader crawl) throws FolderException {
        try (Stream<RecordedSkip> skipped = crawl.skipped()) {
            skipped.forEach(skip -> Arrays.stream(SkipReason.values())
                    .filter(reason -> reason.label().equals(skip.reason()))
                    .forEach(reason -> preview.leftOut(skip.url(), reason, skip.rule())));
        }
    }

    // ---- a crawl of what is known

    private CrawlPreview ofRecrawl(Recrawl recrawl) throws CrawlException, FolderException, IOException {
        CrawlReader before = CrawlReader.open(recrawl.previous());
        ResumeRules.checkRecrawl(before.manifest(), options);
        if (before.isRunning()) {
            throw new FolderException(
                    "The crawl in " + recrawl.previous() + " is still running: wait for its end, or stop it.");
        }
        List<Url> seeds = StartRequests.urls(options.seeds());
        preview.named(seeds);
        try (PreviousCrawl previous = PreviousCrawl.open(recrawl, options, clock.start());
                Frontier frontier = inMemory()) {
            begin(frontier, seeds);
            long known = queueKnown(
                    previous, Set.copyOf(seeds.stream().map(Url::href).toList()), frontier);
            preview.ask(frontier, now());
            readSkipped(before);
            return preview.result(Start.REPEATED, known);
        }
    }

    /**
     * Queues the first of the known pages that are to be visited. Returns how many pages are known.
     *
     * @param seeds which are queued already
     */
    private long queueKnown(PreviousCrawl previous, Set<String> seeds, Frontier frontier) {
        var fingerprint = new Fingerprint(options.extent().canonicalForm());
        var known = new AtomicLong();
        PageIndex.Pages pages = previous.pages();
        boolean isMore = true;
        while (isMore) {
            isMore = pages.next(page -> {
                if (!page.isSitemap() && page.role() == null) {
                    known.incrementAndGet();
                    if (!seeds.contains(page.url())) {
                        queue(page, previous, fingerprint, frontier);
                    }
                }
            });
        }
        return known.get();
    }

    private void queue(KnownPage page, PreviousCrawl previous, Fingerprint fingerprint, Frontier frontier) {
        Url url = Url.tryParse(page.url());
        if (url == null) {
            return;
        }
        if (!previous.isDue(page.url(), null)) {
            preview.leftOut(page.url(), SkipReason.NOT_DUE, null);
        } else if (frontier.counts().queued() >= QUEUED_MAX) {
            preview.hasMore();
        } else {
            frontier.onLinks(
                    now(), new KnownLink(url, page.depth(), fingerprint, null, null), page.referrer(), _ -> {});
        }
    }

    // ----

    private Frontier inMemory() {
        return Frontier.open(
                new MemoryStore(),
                FrontierSettings.of(options).withoutSaving(),
                SiteRules.parser(options.access().userAgent()),
                scope::judge,
                NO_CHANCE,
                now());
    }

    private void begin(Frontier frontier, List<Url> start) {
        frontier.onLinks(now(), ListedLinks.seeds(start, options.extent().canonicalForm()), null, _ -> {});
        frontier.onLinks(now(), sitemaps.customary(), null, _ -> {});
    }

    private long now() {
        return clock.epochNanos();
    }

    private interface Reading {
        CrawlPreview preview() throws CrawlException, FolderException, IOException;
    }

    private static CrawlPreview told(Reading reading) throws CrawlException {
        try {
            return reading.preview();
        } catch (FolderException e) {
            throw new CrawlException(Objects.requireNonNull(e.getMessage()), e);
        } catch (IOException e) {
            throw new CrawlException("The state of the crawl cannot be read: " + IoReasons.of(e) + ".", e);
        } catch (UncheckedIOException e) {
            throw new CrawlException(EndSentence.of(e), e);
        }
    }
}
