package ayatori.crawler;

/** A crawl that cannot start or go on, with one sentence that says why and what to do. */
public final class CrawlException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message one sentence for people
     */
    public CrawlException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message one sentence for people
     * @param cause what is behind it
     */
    public CrawlException(String message, Throwable cause) {
        super(message, cause);
    }
}
