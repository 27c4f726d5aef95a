package ayatori.web.html;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/**
 * Hands out the start tags of an HTML page with all their attributes, and the content of its {@code style} elements: for those who
 * read or change more than the links that {@link PageScanner} collects. There is no tree, and SVG and MathML are not told apart from
 * HTML. Reused from page to page; not safe for use by several threads.
 *
 * <p>The input must be UTF-8. Places are offsets into it.
 */
public final class MarkupScanner {
    private static final int ATTRIBUTES_MAX = 1_000;

    private final HtmlTokenizer tokenizer = new HtmlTokenizer(ATTRIBUTES_MAX);

    /** A scanner without a page. */
    public MarkupScanner() {}

    /** Takes the parts of a page, in page order. */
    public interface Visitor {
        /** A start tag. It is valid only during the call. */
        void startTag(StartTag tag);

        /** An end tag, by its name in lower case. */
        default void endTag(String name) {}

        /** The content of a {@code style} element; it may come in several pieces. */
        default void style(int start, int end) {}
    }

    /** A start tag. */
    public static final class StartTag {
        private final Utf8Buffer buffer = new Utf8Buffer();
        private Tag tag = new Tag(0);

        private StartTag() {}

        /** Its name, in lower case. */
        public String name() {
            return text(tag.nameStart(), tag.nameEnd()).toLowerCase(Locale.ROOT);
        }

        /** Where its name ends: attributes may be added there. */
        public int nameEnd() {
            return tag.nameEnd();
        }

        /** How many attributes it has. Of several with one name only the first counts. */
        public int attributes() {
            return tag.attributeCount();
        }

        /** The name of an attribute, in lower case. */
        public String attribute(int index) {
            return text(tag.attributeNameStart(index), tag.attributeNameEnd(index))
                    .toLowerCase(Locale.ROOT);
        }

        /** The index of the first attribute of a name; -1 if there is none. */
        public int indexOf(String name) {
            for (int i = 0; i < tag.attributeCount(); i++) {
                if (Ascii.equalsIgnoreCase(tag.input(), tag.attributeNameStart(i), tag.attributeNameEnd(i), name)) {
                    return i;
                }
            }
            return -1;
        }

        /** The value of an attribute, decoded; empty if it has none. */
        public String value(int index) {
            int start = tag.valueStart(index);
            int end = tag.valueEnd(index);
            if (!TextDecoder.isAttributeValueEncoded(tag.input(), start, end)) {
                return text(start, end);
            }
            buffer.clear();
            TextDecoder.attributeValue(tag.input(), start, end, buffer);
            return new String(buffer.bytes(), 0, buffer.length(), StandardCharsets.UTF_8);
        }

        /** The value of the first attribute of a name, decoded; empty if there is none. */
        public String value(String name) {
            int index = indexOf(name);
            return index < 0 ? "" : value(index);
        }

        /** Where an attribute begins. */
        public int attributeStart(int index) {
            return tag.attributeNameStart(index);
        }

        /** Where an attribute ends, its closing quote included. */
        public int attributeEnd(int index) {
            return tag.valueEnd(index) + (isQuoted(index) ? 1 : 0);
        }

        private boolean isQuoted(int index) {
            int start = tag.valueStart(index);
            byte before = tag.input()[start - 1];
            return start > tag.attributeNameEnd(index) && (before == '"' || before == '\'');
        }

        private String text(int start, int end) {
            return new String(tag.input(), start, end - start, StandardCharsets.UTF_8);
        }
    }

    /**
     * Scans the page in {@code body[offset..offset + length)}.
     *
     * @param isXml whether the page is XHTML
     * @throws IndexOutOfBoundsException if that is not a range of {@code body}
     */
    public void scan(byte[] body, int offset, int length, boolean isXml, Visitor visitor) {
        Objects.checkFromIndexSize(offset, length, body.length);
        if (isXml) {
            tokenizer.tokenizeXml(body, offset, length, new Handler(visitor, true));
        } else {
            tokenizer.tokenize(body, offset, length, new Handler(visitor, false));
        }
    }

    private static final class Handler implements TokenHandler {
        private final Visitor visitor;
        private final boolean isXml;
        private final StartTag start = new StartTag();
        private boolean isInStyle;

        Handler(Visitor visitor, boolean isXml) {
            this.visitor = visitor;
            this.isXml = isXml;
        }

        @Override
        public TokenizerState startTag(Tag tag) {
            isInStyle = isStyle(tag) && !(isXml && tag.isSelfClosing());
            start.tag = tag;
            visitor.startTag(start);
            return isXml ? TokenizerState.DATA : tag.element().contentState();
        }

        private static boolean isStyle(Tag tag) {
            return Ascii.equalsIgnoreCase(tag.input(), tag.nameStart(), tag.nameEnd(), "style");
        }

        @Override
        public void endTag(Tag tag) {
            isInStyle = false;
            start.tag = tag;
            visitor.endTag(start.name());
        }

        @Override
        public void text(int from, int to, TokenizerState state) {
            if (isInStyle) {
                visitor.style(from, to);
            }
        }

        @Override
        public void comment(int from, int to) {}

        @Override
        public void doctype(Doctype doctype) {}

        @Override
        public boolean isCdataAllowed() {
            return isXml;
        }
    }
}
