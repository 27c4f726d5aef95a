package ayatori.crawler;

/**
 * What to do with each page.
 *
 * {@snippet :
 * PageHandler titles = page -> System.out.println(page.url() + "  " + page.title());
 * }
 *
 * <p>A handler sees each page at least once: once in a crawl that runs to its end, and again when a crawl goes on after a
 * crash, if the page's step was not committed, or when another try was asked for. What it {@linkplain Page#emit emits} and
 * {@linkplain Page#follow follows} takes effect exactly once. Effects of its own, such as a row in a database, should bear to
 * be repeated.
 */
@FunctionalInterface
public interface PageHandler {
    /**
     * Handles one page. Handlers of different pages take turns at their awaits, all on one loop, so they share variables
     * without locks; a slow handler slows the crawl down rather than piling pages up.
     *
     * @param page the page
     * @throws Exception anything: it is {@linkplain CrawlReport#handlerFailures() counted}, the first of each kind is logged or
     *     printed, and {@link Crawler#onHandlerFailure} decides what follows
     */
    void handle(Page page) throws Exception;
}
