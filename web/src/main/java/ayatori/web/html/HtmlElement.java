package ayatori.web.html;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The element names that matter to the scanner; every other name is {@link #OTHER}. A name does not tell the namespace: {@code
 * title} is an element of HTML and of SVG.
 */
enum HtmlElement {
    A(AttributeName.HREF, LinkKind.A),
    AREA(AttributeName.HREF, LinkKind.AREA),
    AUDIO(AttributeName.SRC, LinkKind.AUDIO),
    BASE,
    BODY(AttributeName.BACKGROUND, LinkKind.BACKGROUND),
    BUTTON(AttributeName.FORMACTION, LinkKind.FORMACTION),
    EMBED(AttributeName.SRC, LinkKind.EMBED),
    FORM,
    FRAME(AttributeName.SRC, LinkKind.FRAME),
    HTML,
    IFRAME(AttributeName.SRC, LinkKind.IFRAME, TokenizerState.RAWTEXT),
    /** Browsers read it as {@link #IMG}. */
    IMAGE(AttributeName.SRC, LinkKind.IMG),
    IMG(AttributeName.SRC, LinkKind.IMG),
    INPUT(AttributeName.SRC, LinkKind.INPUT),
    LINK(AttributeName.HREF, LinkKind.LINK),
    MATH,
    META,
    NOEMBED(TokenizerState.RAWTEXT),
    NOFRAMES(TokenizerState.RAWTEXT),
    NOSCRIPT,
    OBJECT(AttributeName.DATA, LinkKind.OBJECT),
    PLAINTEXT(TokenizerState.PLAINTEXT),
    SCRIPT(AttributeName.SRC, LinkKind.SCRIPT, TokenizerState.SCRIPT_DATA),
    SOURCE(AttributeName.SRC, LinkKind.SOURCE),
    STYLE(TokenizerState.RAWTEXT),
    SVG,
    TEMPLATE,
    TEXTAREA(TokenizerState.RCDATA),
    TITLE(TokenizerState.RCDATA),
    TRACK(AttributeName.SRC, LinkKind.TRACK),
    USE,
    VIDEO(AttributeName.SRC, LinkKind.VIDEO),
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

    private final @Nullable AttributeName linkAttribute;
    private final @Nullable LinkKind linkKind;
    private final TokenizerState contentState;

    HtmlElement() {
        this(TokenizerState.DATA);
    }

    HtmlElement(TokenizerState contentState) {
        this(null, null, contentState);
    }

    HtmlElement(AttributeName linkAttribute, LinkKind linkKind) {
        this(linkAttribute, linkKind, TokenizerState.DATA);
    }

    HtmlElement(@Nullable AttributeName linkAttribute, @Nullable LinkKind linkKind, TokenizerState contentState) {
        this.linkAttribute = linkAttribute;
        this.linkKind = linkKind;
        this.contentState = contentState;
    }

    /** The element whose name is {@code input[start..end)} and has the given {@link NameKey}. */
    static HtmlElement of(long key, byte[] input, int start, int end) {
        HtmlElement element = TABLE.get(key, input, start, end);
        return element == null ? OTHER : element;
    }

    /** The attribute that holds this element's link in the HTML namespace; null if it has none, or needs code of its own. */
    @Nullable AttributeName linkAttribute() {
        return linkAttribute;
    }

    /** The kind of that link; null if {@link #linkAttribute} is null. */
    @Nullable LinkKind linkKind() {
        return linkKind;
    }

    /** The tokenizer's state after this element's start tag in the HTML namespace, without scripting. */
    TokenizerState contentState() {
        return contentState;
    }
}
