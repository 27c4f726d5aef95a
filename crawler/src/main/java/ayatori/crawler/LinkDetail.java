package ayatori.crawler;

/** What a page's record says of its links. */
public enum LinkDetail {
    /** Every distinct link, and how many. */
    ALL,
    /** How many. */
    COUNT,
    /** Nothing. */
    NONE
}
