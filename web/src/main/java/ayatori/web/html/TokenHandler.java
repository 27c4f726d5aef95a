package ayatori.web.html;

/**
 * Receives the tokens of {@link HtmlTokenizer} in page order. It takes the place of the HTML standard's tree construction stage,
 * and steers the tokenizer as that stage does.
 *
 * <p>Ranges are offsets into the tokenizer's input. {@link TextDecoder} decodes those that are needed. {@link Tag} and {@link
 * Doctype} are reused, and valid only during the call.
 */
interface TokenHandler {
    /** A start tag; returns the next state of the tokenizer. */
    TokenizerState startTag(Tag tag);

    /** An end tag. It has its attributes, which the standard drops. */
    void endTag(Tag tag);

    /** Text, never empty, read in {@code state}. One run of text may come in several pieces. */
    void text(int start, int end, TokenizerState state);

    /** A comment's data. */
    void comment(int start, int end);

    void doctype(Doctype doctype);

    /** Whether the adjusted current node is outside the HTML namespace, so that {@code <![CDATA[} opens a CDATA section. */
    boolean isCdataAllowed();
}
