package ayatori.web.html;

/**
 * Takes what {@link HtmlTokenizer} finds, in the order of the page. It stands where the HTML standard has the tree
 * construction stage, and so also steers the tokenizer as that stage would.
 *
 * <p>Ranges are offsets into the tokenizer's input, undecoded: {@link TextDecoder} resolves character references, newlines
 * and NUL bytes for those that are wanted. {@link Tag} and {@link Doctype} are reused, and so valid only during the call.
 */
interface TokenHandler {
    /** A start tag; the result is the state in which the tokenizer goes on. */
    TokenizerState startTag(Tag tag);

    /** An end tag. Its attributes are there too, though the standard drops them. */
    void endTag(Tag tag);

    /** Text, never empty, read in {@code state}. One run of text may come in several pieces. */
    void text(int start, int end, TokenizerState state);

    /** A comment's data. */
    void comment(int start, int end);

    void doctype(Doctype doctype);

    /** Whether the adjusted current node is outside the HTML namespace, so that {@code <![CDATA[} opens a CDATA section. */
    boolean isCdataAllowed();
}
