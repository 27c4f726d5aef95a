package ayatori.crawler;

/** What is recorded of a page's links. */
public enum LinkDetail {
    /** Every distinct link, and how many. */
    ALL,
    /** How many. */
    COUNT,
    /** Nothing. */
    NONE,
    /**
     * As {@link #ALL}, and in {@code links.jsonl} each place of a link with its text and line, what the page loads, and what
     * fragments may refer to.
     */
    FULL;

    /** {@return whether a page's record lists its distinct links} */
    public boolean listsLinks() {
        return this == ALL || this == FULL;
    }
}
