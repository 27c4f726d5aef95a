package ayatori.crawler;

/** What a recrawl found of a page, compared with the crawl before. */
public enum Change {
    /** The crawl before had no answer from it: the URL was not known, not requested, or failed. */
    NEW("new"),
    /** Its status, the target of its redirect, or its body differs. */
    CHANGED("changed"),
    /** The server said that it is not modified, or sent the same body. */
    UNCHANGED("unchanged"),
    /** Its status was 2xx and is now 404 or 410. */
    GONE("gone");

    private final String label;

    Change(String label) {
        this.label = label;
    }

    /** The change as the output files spell it. */
    public String label() {
        return label;
    }
}
