package ayatori.web.html;

import java.util.Locale;

/**
 * The element names that decide what is read from a page, or how; every other name is {@link #OTHER}. A name says nothing
 * of the namespace: {@code title} is HTML's or SVG's, depending on where it stands.
 */
enum HtmlElement {
    A,
    AREA,
    AUDIO,
    BASE,
    BODY,
    BUTTON,
    EMBED,
    FORM,
    FRAME,
    HTML,
    IFRAME(TokenizerState.RAWTEXT),
    IMAGE,
    IMG,
    INPUT,
    LINK,
    MATH,
    META,
    NOEMBED(TokenizerState.RAWTEXT),
    NOFRAMES(TokenizerState.RAWTEXT),
    NOSCRIPT,
    OBJECT,
    PLAINTEXT(TokenizerState.PLAINTEXT),
    SCRIPT(TokenizerState.SCRIPT_DATA),
    SOURCE,
    STYLE(TokenizerState.RAWTEXT),
    SVG,
    TEMPLATE,
    TEXTAREA(TokenizerState.RCDATA),
    TITLE(TokenizerState.RCDATA),
    TRACK,
    USE,
    VIDEO,
    XMP(TokenizerState.RAWTEXT),
    OTHER;

    private static final NameTable<HtmlElement> TABLE = new NameTable<>(values().length);

    static {
        for (HtmlElement element : values()) {
            if (element != OTHER) {
                TABLE.put(element.name().toLowerCase(Locale.ROOT), element);
            }
        }
    }

    private final TokenizerState contentState;

    HtmlElement() {
        this(TokenizerState.DATA);
    }

    HtmlElement(TokenizerState contentState) {
        this.contentState = contentState;
    }

    /** The element whose name is {@code input[start..end)} and has the given {@link NameKey}. */
    static HtmlElement of(long key, byte[] input, int start, int end) {
        HtmlElement element = TABLE.get(key, input, start, end);
        return element == null ? OTHER : element;
    }

    /** The state into which this element's start tag, in the HTML namespace and without scripting, puts the tokenizer. */
    TokenizerState contentState() {
        return contentState;
    }
}
