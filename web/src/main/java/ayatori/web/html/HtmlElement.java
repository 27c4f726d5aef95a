package ayatori.web.html;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The element names that something here depends on; every other name is {@link #OTHER}. A name says nothing of the
 * namespace: {@code title} is HTML's or SVG's, depending on where it stands.
 */
enum HtmlElement {
    // Links, metadata, and what decides where they are looked for.
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
    META,
    OBJECT,
    SCRIPT(TokenizerState.SCRIPT_DATA),
    SOURCE,
    TEMPLATE,
    TITLE(TokenizerState.RCDATA),
    TRACK,
    USE,
    VIDEO,

    // More elements that hold raw text.
    NOEMBED(TokenizerState.RAWTEXT),
    NOFRAMES(TokenizerState.RAWTEXT),
    NOSCRIPT,
    PLAINTEXT(TokenizerState.PLAINTEXT),
    STYLE(TokenizerState.RAWTEXT),
    TEXTAREA(TokenizerState.RCDATA),
    XMP(TokenizerState.RAWTEXT),

    // The roots of foreign content, and the places in it where HTML begins again.
    ANNOTATION_XML("annotation-xml"),
    DESC,
    FOREIGNOBJECT,
    MALIGNMARK,
    MATH,
    MGLYPH,
    MI,
    MN,
    MO,
    MS,
    MTEXT,
    SVG,

    // Start tags that end foreign content, together with some of the above.
    B,
    BIG,
    BLOCKQUOTE,
    BR,
    CENTER,
    CODE,
    DD,
    DIV,
    DL,
    DT,
    EM,
    FONT,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
    HEAD,
    HR,
    I,
    LI,
    LISTING,
    MENU,
    NOBR,
    OL,
    P,
    PRE,
    RUBY,
    S,
    SMALL,
    SPAN,
    STRIKE,
    STRONG,
    SUB,
    SUP,
    TABLE,
    TT,
    U,
    UL,
    VAR,

    // More elements that often hold foreign content, so that their end tags end it.
    ARTICLE,
    ASIDE,
    CAPTION,
    DETAILS,
    FIELDSET,
    FIGCAPTION,
    FIGURE,
    FOOTER,
    HEADER,
    LABEL,
    MAIN,
    NAV,
    OPTION,
    SECTION,
    SELECT,
    SUMMARY,
    TBODY,
    TD,
    TFOOT,
    TH,
    THEAD,
    TR,

    OTHER;

    /** The start tags that end foreign content (13.2.6.5); {@code font} does so only with certain attributes. */
    private static final Set<HtmlElement> BREAKOUT = EnumSet.range(B, VAR);

    /** Elements in which foreign content is often found, so that their end tags end it even if it was not closed. */
    private static final Set<HtmlElement> HOLDS_FOREIGN_CONTENT = EnumSet.range(B, TR);

    static {
        BREAKOUT.addAll(EnumSet.of(BODY, EMBED, IMG, META));
        BREAKOUT.remove(FONT);
        HOLDS_FOREIGN_CONTENT.addAll(EnumSet.of(A, BODY, BUTTON, FORM, HTML, OBJECT, TEMPLATE));
    }

    /** So many that nearly every name is found at the first try. */
    private static final int SLOT_BITS = 10;

    private static final int SLOTS = 1 << SLOT_BITS;

    private static final long[] SLOT_KEYS = new long[SLOTS];
    private static final HtmlElement[] SLOT_ELEMENTS = new HtmlElement[SLOTS];

    static {
        for (HtmlElement element : values()) {
            if (element != OTHER) {
                int slot = slot(element.key);
                while (SLOT_KEYS[slot] != 0) {
                    slot = (slot + 1) & (SLOTS - 1);
                }
                SLOT_KEYS[slot] = element.key;
                SLOT_ELEMENTS[slot] = element;
            }
        }
    }

    private final String text;
    private final long key;
    private final TokenizerState contentState;

    HtmlElement() {
        this(TokenizerState.DATA);
    }

    HtmlElement(TokenizerState contentState) {
        this.text = name().toLowerCase(Locale.ROOT);
        this.key = NameKey.of(text);
        this.contentState = contentState;
    }

    HtmlElement(String text) {
        this.text = text;
        this.key = NameKey.of(text);
        this.contentState = TokenizerState.DATA;
    }

    /** The element whose name is {@code input[start..end)} and has the given {@link NameKey}. */
    static HtmlElement of(long key, byte[] input, int start, int end) {
        int slot = slot(key);
        while (SLOT_KEYS[slot] != 0) {
            if (SLOT_KEYS[slot] == key) {
                HtmlElement element = SLOT_ELEMENTS[slot];
                if (NameKey.matches(key, input, start, end, element.key, element.text)) {
                    return element;
                }
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        return OTHER;
    }

    private static int slot(long key) {
        // Fibonacci hashing: the upper bits of the product depend on every bit of the key.
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - SLOT_BITS));
    }

    /** The state into which this element's start tag, in the HTML namespace and without scripting, puts the tokenizer. */
    TokenizerState contentState() {
        return contentState;
    }

    boolean isBreakout() {
        return BREAKOUT.contains(this);
    }

    boolean holdsForeignContent() {
        return HOLDS_FOREIGN_CONTENT.contains(this);
    }
}
