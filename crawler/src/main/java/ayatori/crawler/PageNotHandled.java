package ayatori.crawler;

/**
 * Thrown by a handler that has not handled its page because the crawl is to end. The page is not on record, and is no failure of
 * the handler; a crawl that is resumed hands it over again.
 */
public final class PageNotHandled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public PageNotHandled() {
        super("the crawl is to end");
    }
}
