package ayatori.report.site;

/** From where on something is a finding, and how much is shown. */
final class Limits {
    /** Characters of a title that search results show. */
    static final int TITLE_CHARS = 60;

    /** Characters of a description that search results show. */
    static final int DESCRIPTION_CHARS = 160;

    /** Words of a page that is not thin. */
    static final int WORDS = 100;

    /** Rows of a table of the slowest or the largest. */
    static final int TOP = 100;

    /** Characters of a text that is shown. */
    static final int TEXT_SHOWN = 300;

    private Limits() {}
}
