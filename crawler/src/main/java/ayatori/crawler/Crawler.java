package ayatori.crawler;

import ayatori.crawler.extract.RecordMapper;
import ayatori.crawler.sink.Sink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A plan of a crawl: what to crawl, and what to do with each page.
 *
 * {@snippet :
 * CrawlReport report = Crawler.of(CrawlOptions.from("https://example.org/").maxPages(1_000).build())
 *         .onPage(page -> System.out.println(page.status() + " " + page.url() + "  " + page.title()))
 *         .run();
 * System.out.println(report.pages() + " pages");
 * }
 */
public final class Crawler {
    private final CrawlOptions options;
    private @Nullable PageHandler handler;
    private FailurePolicy onFailure = FailurePolicy.CONTINUE;
    private final List<CustomSink> sinks = new ArrayList<>();
    private @Nullable Sink items;
    private @Nullable UrlScorer scorer;
    private final boolean resumes;

    /** Null if this is no recrawl. */
    private @Nullable Recrawl recrawl;

    private Crawler(CrawlOptions options, boolean resumes, @Nullable Recrawl recrawl) {
        this.options = options;
        this.resumes = resumes;
        this.recrawl = recrawl;
    }

    /**
     * Plans a crawl.
     *
     * @param options what to crawl, and how
     * @return the plan
     */
    public static Crawler of(CrawlOptions options) {
        return new Crawler(options, false, null);
    }

    /**
     * Plans to go on with a crawl that was {@linkplain CrawlOutput#resumable() resumable}, with the options it began with.
     *
     * @param folder the crawl's output folder
     * @return the plan
     * @throws CrawlException if there is no such crawl, with one sentence that says why
     */
    public static Crawler resume(Path folder) throws CrawlException {
        return resume(folder, options -> options);
    }

    /**
     * Plans to go on with a crawl, with other limits, pace or access.
     *
     * <p>What decides which URLs belong to the crawl cannot change: {@link #start} refuses it. Credentials are not in the
     * folder, so those that the crawl began with must be given again.
     *
     * {@snippet :
     * Crawler.resume(Path.of("out"), options -> options.maxPages(10_000)).run();
     * }
     *
     * @param folder the crawl's output folder
     * @param changes gets the recorded options, and changes some
     * @return the plan
     * @throws CrawlException if there is no such crawl, with one sentence that says why
     * @throws IllegalArgumentException if no crawl can run with the changed options
     */
    public static Crawler resume(Path folder, UnaryOperator<CrawlOptions.Builder> changes) throws CrawlException {
        CrawlOptions.Builder recorded = Service.INSTANCE.recordedOptions(folder);
        return new Crawler(
                changes.apply(recorded)
                        .output(output -> output.out(folder).resumable(true))
                        .build(),
                true,
                null);
    }

    /**
     * Plans a second crawl of what a crawl knows, with the options it began with.
     *
     * @param previous the output folder of that crawl, which stays as it is
     * @param out the output folder, which must not hold a crawl yet
     * @return the plan
     * @throws CrawlException if there is no such crawl, with one sentence that says why
     */
    public static Crawler recrawl(Path previous, Path out) throws CrawlException {
        return recrawl(previous, out, options -> options);
    }

    /**
     * Plans a second crawl of what a crawl knows, with other limits, pace, access or output.
     *
     * <p>All pages that the crawl has requested are requested again, and so is what is found beyond. The server is asked to
     * answer 304 if a page is as it was; then its record and its links are those of the crawl before. The records say how
     * each page compares ({@link Page#change()}), and how often it has changed ({@link Page#history()}). What decides which
     * URLs belong to the crawl cannot change: {@link #start} refuses it.
     *
     * {@snippet :
     * Crawler.recrawl(Path.of("monday"), Path.of("tuesday"), options -> options.maxPages(10_000))
     *         .onPage(page -> {
     *             if (page.change() != Change.UNCHANGED) {
     *                 System.out.println(page.change() + " " + page.url());
     *             }
     *         })
     *         .run();
     * }
     *
     * @param previous the output folder of that crawl, which stays as it is
     * @param out the output folder, which must not hold a crawl yet
     * @param changes gets the recorded options, and changes some; also whether the recrawl is {@linkplain
     *     CrawlOutput#resumable() resumable}
     * @return the plan
     * @throws CrawlException if there is no such crawl, with one sentence that says why
     * @throws IllegalArgumentException if no crawl can run with the changed options
     */
    public static Crawler recrawl(Path previous, Path out, UnaryOperator<CrawlOptions.Builder> changes)
            throws CrawlException {
        CrawlOptions.Builder recorded = Service.INSTANCE.recordedOptions(previous);
        return new Crawler(changes.apply(recorded.out(out)).out(out).build(), false, new Recrawl(previous, false));
    }

    /**
     * Visits only those known pages that have probably changed: going by how often they changed before, and by the dates in
     * the sitemaps, if the crawl reads those. The seeds, and pages that were not known, are always visited.
     *
     * @return this
     * @throws IllegalStateException if this is no recrawl
     */
    public Crawler dueOnly() {
        Recrawl known = recrawl;
        if (known == null) {
            throw new IllegalStateException("Only a recrawl knows which pages are due.");
        }
        recrawl = new Recrawl(known.previous(), true);
        return this;
    }

    /**
     * Says what to do with each page. Without it, pages are only written.
     *
     * @param handler called at least once for every URL that was requested, with its answer or its error
     * @return this
     */
    public Crawler onPage(PageHandler handler) {
        this.handler = handler;
        return this;
    }

    /**
     * Checks records that the handler makes of pages by {@link Page#as}, before the crawl starts.
     *
     * @param types the records
     * @return this
     * @throws IllegalArgumentException if one has a component without a rule, with a rule that is wrong, or of a type that
     *     there is not: one sentence that names it
     */
    @SafeVarargs
    public final Crawler maps(Class<? extends Record>... types) {
        for (Class<? extends Record> type : types) {
            var _ = RecordMapper.of(type);
        }
        return this;
    }

    /**
     * Says what happens when the handler throws something.
     *
     * @param policy {@link FailurePolicy#CONTINUE} by default
     * @return this
     */
    public Crawler onHandlerFailure(FailurePolicy policy) {
        onFailure = Objects.requireNonNull(policy);
        return this;
    }

    /**
     * Writes the {@linkplain Page#emit items} to a sink of one's own, instead of {@code items.jsonl} in the output folder. The
     * crawl closes it when it ends.
     *
     * @param sink where lines of JSON go; its name must differ from those of the other sinks
     * @return this
     */
    public Crawler writeItemsTo(Sink sink) {
        items = Objects.requireNonNull(sink);
        return this;
    }

    /**
     * Says in which order the URLs of a host are requested: those with a higher priority first, and within one priority
     * breadth first. Without it, a URL has the priority that its sitemap says or that it was asked for with, else 0.5. Hosts
     * take turns whatever their URLs' priorities are.
     *
     * <p>It is not recorded in the folder: a {@linkplain #resume resumed} crawl needs it again. URLs that are queued keep
     * their priorities.
     *
     * @param scorer scores each URL that is found
     * @return this
     */
    public Crawler priority(UrlScorer scorer) {
        this.scorer = scorer;
        return this;
    }

    /**
     * Writes each page to a sink of one's own, too. The crawl closes it when it ends.
     *
     * @param sink where records go; its name must differ from those of the other sinks
     * @param format how a page is written
     * @return this
     */
    public Crawler writeTo(Sink sink, PageFormat format) {
        sinks.add(new CustomSink(sink, format));
        return this;
    }

    /**
     * Writes the record of each page to a sink of one's own, too: the same lines of JSON as in {@code pages.jsonl}. The crawl
     * closes it when it ends.
     *
     * @param sink where records go; its name must differ from those of the other sinks
     * @return this
     */
    public Crawler writeRecordsTo(Sink sink) {
        sinks.add(new CustomSink(sink, null));
        return this;
    }

    /**
     * Starts crawling, and gives the pages one by one to a loop: an alternative to a {@linkplain #onPage handler}.
     *
     * {@snippet :
     * try (CrawlPages pages = Crawler.of(CrawlOptions.from("https://example.org/").build()).pages()) {
     *     for (Page page : pages) {
     *         System.out.println(page.url() + "  " + page.title());
     *     }
     * }
     * }
     *
     * @return the pages; closing them stops the crawl
     * @throws CrawlException if it cannot start, with one sentence that says why
     * @throws IllegalStateException if there is a handler
     */
    public CrawlPages pages() throws CrawlException {
        PageTurns turns = turns(Long.MAX_VALUE);
        return new CrawlPages(turns, start());
    }

    /**
     * Gives the pages to a subscriber, as many as it requests: an alternative to a {@linkplain #onPage handler}. The crawl
     * starts when somebody subscribes, and stops when the subscription is cancelled. A page counts as handled when {@code
     * onNext} returns; what is to be followed or emitted is asked for before. Signals come one at a time, from a thread of
     * their own. A crawl that cannot go on ends by {@code onError} with a {@link CrawlException}.
     *
     * @return a publisher for one subscriber
     * @throws IllegalStateException if there is a handler
     */
    public Flow.Publisher<Page> publisher() {
        PageTurns turns = turns(0);
        return new PagePublisher(turns, this::start);
    }

    private PageTurns turns(long demand) {
        if (handler != null) {
            throw new IllegalStateException("The pages go to a handler already: leave out onPage.");
        }
        var turns = new PageTurns(demand);
        handler = turns;
        return turns;
    }

    /**
     * Crawls to the end. Blocks; inside an event loop, wrap it in {@code Async.blocking}.
     *
     * @return what was done
     * @throws CrawlException if the crawl cannot start, with one sentence that says why
     * @throws InterruptedException if the calling thread is interrupted; the crawl is told to stop then
     */
    public CrawlReport run() throws CrawlException, InterruptedException {
        return start().await();
    }

    /**
     * Says what the crawl would do first, by the code that would do it. Nothing is requested and nothing is written.
     *
     * @return what would be requested first, and what is left out
     * @throws CrawlException if it could not start, with one sentence that says why
     */
    public CrawlPreview preview() throws CrawlException {
        return resumes ? Service.INSTANCE.previewOfResumption(options) : Service.INSTANCE.preview(options, recrawl);
    }

    /**
     * Starts crawling on threads of its own.
     *
     * @return the crawl
     * @throws CrawlException if it cannot start, with one sentence that says why
     */
    public Crawl start() throws CrawlException {
        Slf4jNotice.silence();
        var handling = new Handling(handler, onFailure, sinks, items, scorer);
        return resumes
                ? Service.INSTANCE.resume(options, handling)
                : Service.INSTANCE.start(options, recrawl, handling);
    }

    /** Loaded by the first crawl. */
    private static final class Service {
        static final CrawlService INSTANCE = ServiceLoader.load(CrawlService.class, CrawlService.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no CrawlService on the class path"));
    }
}
