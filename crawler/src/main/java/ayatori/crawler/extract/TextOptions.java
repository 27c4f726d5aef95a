package ayatori.crawler.extract;

/**
 * Which text of pages is recorded.
 *
 * @param text as plain text
 * @param markdown as Markdown, with the anchors of its headings
 * @param simhash only its fingerprint, by which near-duplicates are found; comes with text and Markdown too
 * @param wholePage the text of the whole page, its navigation too, instead of the main content
 */
public record TextOptions(boolean text, boolean markdown, boolean simhash, boolean wholePage) {
    /** No text. */
    public static final TextOptions NONE = new TextOptions(false, false, false, false);

    /**
     * Checks that the whole page is asked for as something.
     *
     * @throws IllegalArgumentException if it is not: one sentence
     */
    public TextOptions {
        if (wholePage && !text && !markdown && !simhash) {
            throw new IllegalArgumentException("The whole page cannot be recorded without saying as what:"
                    + " ask for its text, its Markdown or its SimHash too.");
        }
    }

    /** {@return whether no text is recorded} */
    public boolean isEmpty() {
        return !text && !markdown && !simhash;
    }

    /** {@return whether a record made by these options has all that others want} */
    public boolean covers(TextOptions others) {
        return others.isEmpty()
                || (wholePage == others.wholePage
                        && (text || !others.text)
                        && (markdown || !others.markdown)
                        && !isEmpty());
    }
}
