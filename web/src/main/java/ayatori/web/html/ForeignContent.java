package ayatori.web.html;

import java.util.Arrays;

/**
 * Knows whether a tag stands in HTML, or in SVG or MathML inside it, by the rules of the HTML standard for <a
 * href="https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign">foreign content</a> (13.2.6.5).
 *
 * <p>This matters because {@code <svg><title>} is not the page's title, {@code <svg><style>} holds markup, and {@code
 * <![CDATA[} exists there only. The standard looks at its stack of open elements. Here the stack holds foreign elements only.
 * Outside drawings and formulas it is empty and costs nothing. Two rules replace the HTML elements that are not on it:
 *
 * <ul>
 *   <li>the end tag of an element that often holds a drawing, such as {@code </div>}, closes a drawing that was left open, as
 *       it does in the standard if such an element is open;
 *   <li>inside an integration point, where HTML begins again, only the end tags of that point and of its drawing count.
 * </ul>
 */
final class ForeignContent {
    /** Elements nested more deeply than this are not on the stack. An end tag looks at the whole stack. */
    private static final int DEPTH_MAX = 100;

    /** The start tags that end foreign content; {@code font} does so only with certain attributes. */
    private static final NameTable<String> BREAKOUT = NameTable.of(
            "b",
            "big",
            "blockquote",
            "body",
            "br",
            "center",
            "code",
            "dd",
            "div",
            "dl",
            "dt",
            "em",
            "embed",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "hr",
            "i",
            "img",
            "li",
            "listing",
            "menu",
            "meta",
            "nobr",
            "ol",
            "p",
            "pre",
            "ruby",
            "s",
            "small",
            "span",
            "strong",
            "strike",
            "sub",
            "sup",
            "table",
            "tt",
            "u",
            "ul",
            "var");

    /** Elements that often hold foreign content. Their end tags end it even where it was not closed. */
    private static final NameTable<String> HOLDS_FOREIGN_CONTENT = NameTable.of(
            "a",
            "article",
            "aside",
            "b",
            "blockquote",
            "body",
            "button",
            "caption",
            "center",
            "code",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "em",
            "fieldset",
            "figcaption",
            "figure",
            "font",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "html",
            "i",
            "label",
            "li",
            "main",
            "menu",
            "nav",
            "object",
            "ol",
            "option",
            "pre",
            "s",
            "section",
            "select",
            "small",
            "span",
            "strong",
            "sub",
            "summary",
            "sup",
            "table",
            "tbody",
            "td",
            "template",
            "tfoot",
            "th",
            "thead",
            "tr",
            "u",
            "ul");

    private static final NameTable<String> SVG_HTML_INTEGRATION_POINTS = NameTable.of("desc", "foreignobject", "title");
    private static final NameTable<String> MATH_TEXT_INTEGRATION_POINTS = NameTable.of("mi", "mn", "mo", "ms", "mtext");
    private static final NameTable<String> MATH_INSIDE_TEXT = NameTable.of("malignmark", "mglyph");
    private static final NameTable<String> ENDS_AT_END_TAG = NameTable.of("br", "p");
    private static final NameTable<String> ANNOTATION_XML = NameTable.of("annotation-xml");
    private static final NameTable<String> FONT = NameTable.of("font");

    /** An element on the stack. The HTML it may hold is not on it. */
    private enum Kind {
        SVG,
        MATH,
        /** MathML's {@code annotation-xml}, unless its {@code encoding} is HTML. */
        MATH_ANNOTATION_XML,
        /** {@code mi}, {@code mo}, {@code mn}, {@code ms} and {@code mtext}. */
        MATH_TEXT_INTEGRATION_POINT,
        HTML_INTEGRATION_POINT;

        boolean isIntegrationPoint() {
            return this == MATH_TEXT_INTEGRATION_POINT || this == HTML_INTEGRATION_POINT;
        }
    }

    private int depth;
    private Kind[] kinds = new Kind[16];
    private long[] nameKeys = new long[16];

    /** Whether an HTML element was opened since the integration point at the top of the stack. */
    private boolean htmlInside;

    private final Utf8Buffer encoding = new Utf8Buffer();

    void clear() {
        depth = 0;
        htmlInside = false;
    }

    /** Whether a foreign element is open; if not, only {@link #open} need be called. */
    boolean isOpen() {
        return depth > 0;
    }

    /** Whether the current node is outside the HTML namespace. */
    boolean isCurrent() {
        return depth > 0 && !htmlInside;
    }

    /** An {@code svg} or {@code math} start tag in HTML content. */
    void open(Tag tag) {
        if (!tag.isSelfClosing()) {
            push(tag.element() == HtmlElement.SVG ? Kind.SVG : Kind.MATH, tag);
        }
    }

    /** A start tag while {@link #isOpen}: returns whether it is foreign. One that is not closes the elements it ends. */
    boolean startTag(Tag tag) {
        if (isHtml(tag)) {
            htmlInside = true;
            return false;
        }
        if (BREAKOUT.contains(tag) || isBreakoutFont(tag)) {
            popToIntegrationPoint();
            htmlInside = true;
            return false;
        }
        if (!tag.isSelfClosing()) {
            push(kindOf(tag), tag);
        }
        return true;
    }

    /** An end tag while {@link #isOpen}. */
    void endTag(Tag tag) {
        HtmlElement element = tag.element();
        if (ENDS_AT_END_TAG.contains(tag)) {
            popToIntegrationPoint();
            return;
        }
        boolean html = kinds[depth - 1].isIntegrationPoint();
        if (html && element != HtmlElement.SVG && element != HtmlElement.MATH) {
            if (nameKeys[depth - 1] == tag.nameKey()) {
                popTo(depth - 1);
            }
            return;
        }
        for (int i = depth - 1; i >= 0; i--) {
            if (nameKeys[i] == tag.nameKey()) {
                popTo(i);
                return;
            }
            if (kinds[i].isIntegrationPoint() && i < depth - 1) {
                break;
            }
        }
        if (!html && HOLDS_FOREIGN_CONTENT.contains(tag)) {
            popToIntegrationPoint();
        }
    }

    /** Whether the tree construction dispatcher (13.2.6) has this start tag processed as HTML. */
    private boolean isHtml(Tag tag) {
        return switch (kinds[depth - 1]) {
            case HTML_INTEGRATION_POINT -> true;
            case MATH_TEXT_INTEGRATION_POINT -> !MATH_INSIDE_TEXT.contains(tag);
            case MATH_ANNOTATION_XML -> tag.element() == HtmlElement.SVG;
            case SVG, MATH -> false;
        };
    }

    private Kind kindOf(Tag tag) {
        if (kinds[depth - 1] == Kind.SVG) {
            return SVG_HTML_INTEGRATION_POINTS.contains(tag) ? Kind.HTML_INTEGRATION_POINT : Kind.SVG;
        }
        if (MATH_TEXT_INTEGRATION_POINTS.contains(tag)) {
            return Kind.MATH_TEXT_INTEGRATION_POINT;
        }
        return ANNOTATION_XML.contains(tag) ? annotationKind(tag) : Kind.MATH;
    }

    private Kind annotationKind(Tag tag) {
        int attribute = tag.indexOf(AttributeName.ENCODING);
        if (attribute < 0) {
            return Kind.MATH_ANNOTATION_XML;
        }
        encoding.clear();
        TextDecoder.attributeValue(tag.input(), tag.valueStart(attribute), tag.valueEnd(attribute), encoding);
        boolean html = Ascii.equalsIgnoreCase(encoding.bytes(), 0, encoding.length(), "text/html")
                || Ascii.equalsIgnoreCase(encoding.bytes(), 0, encoding.length(), "application/xhtml+xml");
        return html ? Kind.HTML_INTEGRATION_POINT : Kind.MATH_ANNOTATION_XML;
    }

    private static boolean isBreakoutFont(Tag tag) {
        return FONT.contains(tag)
                && (tag.indexOf(AttributeName.COLOR) >= 0
                        || tag.indexOf(AttributeName.FACE) >= 0
                        || tag.indexOf(AttributeName.SIZE) >= 0);
    }

    private void push(Kind kind, Tag tag) {
        if (depth == DEPTH_MAX) {
            return;
        }
        if (depth == kinds.length) {
            kinds = Arrays.copyOf(kinds, depth * 2);
            nameKeys = Arrays.copyOf(nameKeys, depth * 2);
        }
        kinds[depth] = kind;
        nameKeys[depth] = tag.nameKey();
        depth++;
        htmlInside = false;
    }

    private void popTo(int newDepth) {
        depth = newDepth;
        // The content of an integration point before the drawing inside it is unknown; most often it is HTML.
        htmlInside = depth > 0 && kinds[depth - 1].isIntegrationPoint();
    }

    private void popToIntegrationPoint() {
        int newDepth = depth;
        while (newDepth > 0 && !kinds[newDepth - 1].isIntegrationPoint()) {
            newDepth--;
        }
        popTo(newDepth);
    }
}
