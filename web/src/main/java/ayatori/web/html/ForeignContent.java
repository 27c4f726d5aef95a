package ayatori.web.html;

import java.util.Arrays;

/**
 * Knows whether a tag stands in HTML, or in SVG or MathML inside it, by the rules of the HTML standard for <a
 * href="https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign">foreign content</a> (13.2.6.5).
 *
 * <p>This matters because {@code <svg><title>} is not the page's title, {@code <svg><style>} holds markup, and {@code
 * <![CDATA[} exists there only. The standard asks its stack of open elements. Here that stack holds foreign elements only:
 * it is empty in all of a page but its drawings and formulas, and costs nothing there. Two rules make up for the HTML
 * elements it does not know:
 *
 * <ul>
 *   <li>the end tag of an element that often holds a drawing, such as {@code </div>}, is taken to close one that was left
 *       open, as it does if such an element is open;
 *   <li>inside an integration point, where HTML begins again, only the end tags of that point and of its drawing count.
 * </ul>
 */
final class ForeignContent {
    /** Elements nested more deeply than this are not remembered. */
    private static final int DEPTH_MAX = 512;

    /** An element on the stack. The HTML it may hold is not on it. */
    private enum Kind {
        SVG,
        MATH,
        /** MathML's {@code annotation-xml} unless it says that it holds HTML. */
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

    /** Whether an HTML element was opened since the top of the stack, an integration point, became the top. */
    private boolean htmlInside;

    private final Utf8Buffer encoding = new Utf8Buffer();

    void clear() {
        depth = 0;
        htmlInside = false;
    }

    /** Whether there is any foreign element open; if not, only {@link #open} need be called. */
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

    /** A start tag while {@link #isOpen}: returns whether it is foreign, and else has closed what it closes. */
    boolean startTag(Tag tag) {
        if (isHtml(tag)) {
            htmlInside = true;
            return false;
        }
        if (tag.element().isBreakout() || isBreakoutFont(tag)) {
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
        if (element == HtmlElement.BR || element == HtmlElement.P) {
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
        if (!html && element.holdsForeignContent()) {
            popToIntegrationPoint();
        }
    }

    /** Whether the tree construction dispatcher (13.2.6) would have this start tag processed as HTML. */
    private boolean isHtml(Tag tag) {
        HtmlElement element = tag.element();
        return switch (kinds[depth - 1]) {
            case HTML_INTEGRATION_POINT -> true;
            case MATH_TEXT_INTEGRATION_POINT -> element != HtmlElement.MGLYPH && element != HtmlElement.MALIGNMARK;
            case MATH_ANNOTATION_XML -> element == HtmlElement.SVG;
            case SVG, MATH -> false;
        };
    }

    private Kind kindOf(Tag tag) {
        boolean svg = kinds[depth - 1] == Kind.SVG;
        return switch (tag.element()) {
            case FOREIGNOBJECT, DESC, TITLE -> svg ? Kind.HTML_INTEGRATION_POINT : Kind.MATH;
            case MI, MO, MN, MS, MTEXT -> svg ? Kind.SVG : Kind.MATH_TEXT_INTEGRATION_POINT;
            case ANNOTATION_XML -> svg ? Kind.SVG : annotationKind(tag);
            default -> svg ? Kind.SVG : Kind.MATH;
        };
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
        return tag.element() == HtmlElement.FONT
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
        // What an integration point held before the drawing inside it is not remembered; most likely it was HTML.
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
