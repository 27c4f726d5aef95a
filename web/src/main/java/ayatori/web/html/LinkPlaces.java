package ayatori.web.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notes where the links of a page stand, between the tokenizer and the {@link PageHandler} that collects them: the element, the
 * offset and the text of each. And it collects the names that fragments may refer to.
 */
final class LinkPlaces implements TokenHandler {
    /** Longer texts are cut off. */
    static final int TEXT_LENGTH_MAX = 200;

    /** No more of a link's text is decoded. */
    private static final int TEXT_BYTES_MAX = 2 << 10;

    /** Longer names are ignored. */
    private static final int ID_BYTES_MAX = 1 << 10;

    private static final int NONE = -1;

    private final PageHandler handler;
    private final Links links;
    private final AttributeValue value = new AttributeValue();
    private final Utf8Buffer text = new Utf8Buffer();

    private byte[] input = {};
    private int noted;
    private int[] offsets = new int[256];
    private HtmlElement[] elements = new HtmlElement[256];
    private final List<@Nullable String> texts = new ArrayList<>();
    private final Set<String> ids = new LinkedHashSet<>();

    /** The link whose text is being read. */
    private int open = NONE;

    /** The alternative text of the first image in it. */
    private @Nullable String alternative;

    // Where the line of the link asked for last begins to count.
    private int lineOffset;
    private int line = 1;

    LinkPlaces(PageHandler handler, Links links) {
        this.handler = handler;
        this.links = links;
    }

    void clear(byte[] page) {
        input = page;
        noted = 0;
        texts.clear();
        ids.clear();
        open = NONE;
        alternative = null;
        text.clear();
        lineOffset = 0;
        line = 1;
    }

    String element(int index) {
        return elements[index].name().toLowerCase(Locale.ROOT);
    }

    /** The line of a link. Asking for the links in order costs one pass over the page. */
    int line(int index) {
        int offset = offsets[index];
        if (offset < lineOffset) {
            lineOffset = 0;
            line = 1;
        }
        for (int i = lineOffset; i < offset; i++) {
            boolean isBreak = input[i] == '\n' || (input[i] == '\r' && (i + 1 == input.length || input[i + 1] != '\n'));
            line += isBreak ? 1 : 0;
        }
        lineOffset = offset;
        return line;
    }

    @Nullable String text(int index) {
        closeText();
        return texts.get(index);
    }

    List<String> ids() {
        return List.copyOf(ids);
    }

    @Override
    public TokenizerState startTag(Tag tag) {
        boolean isInert = handler.isInert();
        HtmlElement element = tag.element();
        int offset = tag.nameStart() - 1;
        if (!isInert) {
            id(tag, AttributeName.ID);
            if (element == HtmlElement.A) {
                closeText();
                id(tag, AttributeName.NAME);
            } else if (open != NONE && alternative == null && element == HtmlElement.IMG) {
                alternative = alternativeOf(tag);
            }
        }
        TokenizerState state = handler.startTag(tag);
        if (noted < links.count()) {
            note(tag, element, offset);
        }
        return state;
    }

    /** Notes the place of the links that a tag has added. */
    private void note(Tag tag, HtmlElement element, int offset) {
        boolean hasAlternative =
                element == HtmlElement.IMG || element == HtmlElement.AREA || element == HtmlElement.INPUT;
        String alt = hasAlternative ? alternativeOf(tag) : null;
        while (noted < links.count()) {
            if (noted == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * noted);
                elements = Arrays.copyOf(elements, 2 * noted);
            }
            offsets[noted] = offset;
            elements[noted] = element;
            texts.add(alt);
            if (element == HtmlElement.A) {
                open = noted;
            }
            noted++;
        }
    }

    private @Nullable String alternativeOf(Tag tag) {
        if (!value.load(tag, AttributeName.ALT)) {
            return null;
        }
        return cut(value.toString(TEXT_BYTES_MAX));
    }

    private void id(Tag tag, AttributeName attribute) {
        if (value.load(tag, attribute) && value.length() > 0 && value.length() <= ID_BYTES_MAX) {
            ids.add(value.toString());
        }
    }

    @Override
    public void endTag(Tag tag) {
        if (tag.element() == HtmlElement.A) {
            closeText();
        }
        handler.endTag(tag);
    }

    @Override
    public void text(int start, int end, TokenizerState state) {
        boolean isShown = state == TokenizerState.DATA || state == TokenizerState.CDATA_SECTION;
        if (open != NONE && isShown && !handler.isInert() && text.length() < TEXT_BYTES_MAX) {
            TextDecoder.text(input, start, Math.min(end, start + TEXT_BYTES_MAX), state, text);
        }
        handler.text(start, end, state);
    }

    private void closeText() {
        if (open == NONE) {
            return;
        }
        String shown = cut(text.toString());
        texts.set(open, shown == null ? alternative : shown);
        open = NONE;
        alternative = null;
        text.clear();
    }

    /** The text with its white space collapsed, not too long; null if there is none. */
    private static @Nullable String cut(String whole) {
        String collapsed = whole.strip().replaceAll("\\s+", " ");
        if (collapsed.length() > TEXT_LENGTH_MAX) {
            int end = Character.isHighSurrogate(collapsed.charAt(TEXT_LENGTH_MAX - 1))
                    ? TEXT_LENGTH_MAX - 1
                    : TEXT_LENGTH_MAX;
            collapsed = collapsed.substring(0, end);
        }
        return collapsed.isEmpty() ? null : collapsed;
    }

    @Override
    public void comment(int start, int end) {
        handler.comment(start, end);
    }

    @Override
    public void doctype(Doctype doctype) {
        handler.doctype(doctype);
    }

    @Override
    public boolean isCdataAllowed() {
        return handler.isCdataAllowed();
    }
}
