package ayatori.web.html;

/**
 * The states of the tokenizer in which text is read, by their names in the HTML standard. The tree builder, here a {@link
 * TokenHandler}, chooses one after a start tag. Text is reported with its state, which decides how it is decoded.
 */
enum TokenizerState {
    /** Ordinary content: markup and character references. */
    DATA,
    /** {@code title} and {@code textarea}: character references, and no markup but the end tag. */
    RCDATA,
    /** {@code style}, {@code iframe} and others: no markup but the end tag. */
    RAWTEXT,
    /** {@code script}: as {@link #RAWTEXT}, but comments may hide an end tag. */
    SCRIPT_DATA,
    /** {@code plaintext}: everything is text to the end of the page. */
    PLAINTEXT,
    /** Inside {@code <![CDATA[}, which exists in SVG, MathML and XML only. */
    CDATA_SECTION;

    /** Whether character references are resolved in text read in this state. */
    boolean hasCharacterReferences() {
        return this == DATA || this == RCDATA;
    }

    /** Whether NUL becomes U+FFFD in this state; in the others the standard leaves it to the tree builder. */
    boolean replacesNul() {
        return this != DATA && this != CDATA_SECTION;
    }
}
