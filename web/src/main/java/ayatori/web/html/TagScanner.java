package ayatori.web.html;

import java.util.Objects;

/**
 * Tells where the tags of an HTML page are, as {@link PageScanner} reads them: not those in comments, scripts and other raw text.
 * There is no tree, and SVG and MathML are not told apart from HTML. Reused from page to page; not safe for use by several threads.
 */
public final class TagScanner {
    private final HtmlTokenizer tokenizer = new HtmlTokenizer(0);

    /** A scanner without a page. */
    public TagScanner() {}

    /** Takes the tags in page order. Each method returns whether to go on. */
    public interface Visitor {
        /**
         * A start tag.
         *
         * @param start the offset of its {@code <}
         * @param nameStart where its name begins
         * @param nameEnd where its name ends
         */
        boolean startTag(int start, int nameStart, int nameEnd);

        /** An end tag; parameters as of {@link #startTag}. */
        boolean endTag(int start, int nameStart, int nameEnd);

        /** Text. One run may come in several pieces. */
        boolean text(int start, int end);

        /** A comment or a document type, whose data begins there. */
        boolean other(int start);
    }

    /** Ends a scan early. */
    private static final class EndedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private EndedException() {
            super(null, null, false, false);
        }
    }

    /**
     * Scans the page in {@code body[offset..offset + length)}.
     *
     * @throws IndexOutOfBoundsException if that is not a range of {@code body}
     */
    public void scan(byte[] body, int offset, int length, Visitor visitor) {
        Objects.checkFromIndexSize(offset, length, body.length);
        try {
            tokenizer.tokenize(body, offset, length, new Handler(visitor));
        } catch (EndedException e) {
            return; // the visitor has enough
        }
    }

    private record Handler(Visitor visitor) implements TokenHandler {
        @Override
        public TokenizerState startTag(Tag tag) {
            goOn(visitor.startTag(tag.nameStart() - 1, tag.nameStart(), tag.nameEnd()));
            return tag.element().contentState();
        }

        @Override
        public void endTag(Tag tag) {
            goOn(visitor.endTag(tag.nameStart() - 2, tag.nameStart(), tag.nameEnd()));
        }

        @Override
        public void text(int start, int end, TokenizerState state) {
            goOn(visitor.text(start, end));
        }

        @Override
        public void comment(int start, int end) {
            goOn(visitor.other(start));
        }

        @Override
        public void doctype(Doctype doctype) {}

        @Override
        public boolean isCdataAllowed() {
            return false;
        }

        private static void goOn(boolean isWanted) {
            if (!isWanted) {
                throw new EndedException();
            }
        }
    }
}
