package ayatori.crawler;

/** What to do with each page. */
@FunctionalInterface
public interface PageHandler {
    /**
     * Handles one page. Handlers of different pages take turns at their awaits, all on one loop, so they share variables
     * without locks; a slow handler slows the crawl down rather than piling pages up.
     *
     * @param page the page
     * @throws Exception anything: it is logged and {@linkplain CrawlReport#handlerFailures() counted}, and the crawl goes on
     */
    void handle(Page page) throws Exception;
}
