package ayatori.crawler.extract;

import ayatori.web.html.TagScanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Finds the elements of simple selectors by a page's tags, without a DOM of the page. jsoup parses only the source of the element that
 * was found, so attributes and text are what it makes of them.
 *
 * <p>It gives what a DOM gives, or gives up. It gives up at a tag behind which tags are read in another way, such as {@code svg}; if it
 * finds something behind {@code table} or {@code select}, whose content may move or vanish; and at content that is more than
 * text and inline elements that are properly nested.
 */
final class TagReader implements TagScanner.Visitor {
    /** Deeper trees are flattened by jsoup. */
    private static final int DEPTH_MAX = 200;

    /** An element whose text is wanted, up to its end tag. */
    private static final class Open {
        final int start;
        final List<TagSelector> selectors = new ArrayList<>();

        /** The names of the elements that are open in it, itself included. */
        final Deque<Long> names = new ArrayDeque<>();

        Open(int start, long name) {
            this.start = start;
            names.push(name);
        }
    }

    private final String url;
    private final byte[] page;
    private final HashMap<FieldSpec, String> found = new HashMap<>();
    private final List<TagSelector> selectors;
    private final List<TagSelector> wanted;
    private final List<Open> opened = new ArrayList<>();

    /** Whether a tag that comes late can still change an attribute: that of another body, or a frameset. */
    private boolean needsAll;

    private int tagStart = -1;
    private long tagName;

    /** The name of the tag before text, if that is a start tag. */
    private long startName;

    private int depth;
    private int anchors;
    private boolean isInBody;
    private boolean hasText;

    /** Whether a tag that comes now may have no element. */
    private boolean isUnsure;

    private boolean isGivenUp;

    private TagReader(String url, byte[] page, List<TagSelector> selectors) {
        this.url = url;
        this.page = page;
        this.selectors = selectors;
        this.wanted = new ArrayList<>(selectors);
        this.needsAll = selectors.stream().anyMatch(selector -> selector.tag() == TagSelector.ANY);
    }

    /** What the output parts of fields give, without entries for those that give nothing; null if only a DOM can tell. */
    static @Nullable Map<FieldSpec, String> read(String url, byte[] page, int end, List<TagSelector> selectors) {
        var reader = new TagReader(url, page, selectors);
        new TagScanner().scan(page, 0, end, reader);
        reader.tagEnds(end);
        return reader.isGivenUp || !reader.opened.isEmpty() ? null : reader.found;
    }

    @Override
    public boolean startTag(int start, int nameStart, int nameEnd) {
        tagEnds(start);
        long name = TagName.key(page, nameStart, nameEnd);
        isGivenUp |= TagName.is(name, TagName.GIVE_UP);
        isUnsure |= TagName.is(name, TagName.UNSURE) || (name == TagName.NOSCRIPT && !isInBody);
        isInBody |= !TagName.is(name, TagName.OF_HEAD);
        boolean isVoid = TagName.is(name, TagName.VOID);
        depth += isVoid ? 0 : 1;
        isGivenUp |= depth > DEPTH_MAX;
        for (Open open : opened) {
            isGivenUp |= !TagName.is(name, TagName.INLINE) || (name == TagName.A && anchors > 0);
            if (!isVoid) {
                open.names.push(name);
            }
        }
        anchors += name == TagName.A ? 1 : 0;
        tagStart = start;
        tagName = name;
        startName = name;
        return goesOn();
    }

    @Override
    public boolean endTag(int start, int nameStart, int nameEnd) {
        tagEnds(start);
        long name = TagName.key(page, nameStart, nameEnd);
        depth -= depth > 0 ? 1 : 0;
        anchors -= name == TagName.A && anchors > 0 ? 1 : 0;
        startName = 0;
        for (int i = opened.size() - 1; i >= 0; i--) {
            Open open = opened.get(i);
            Long last = open.names.poll();
            if (last == null || last != name) {
                isGivenUp = true;
            } else if (open.names.isEmpty()) {
                opened.remove(i);
                closed(open, source(open.start, start) + "</" + source(nameStart, nameEnd) + ">");
            }
        }
        return goesOn();
    }

    @Override
    public boolean text(int start, int textEnd) {
        tagEnds(start);
        for (int i = start; i < textEnd && isInBody && !hasText && !TagName.is(startName, TagName.RAW); i++) {
            hasText = page[i] > ' ' || page[i] < 0;
        }
        return goesOn();
    }

    @Override
    public boolean other(int start) {
        tagEnds(start);
        return goesOn();
    }

    /** Whether there is something left to look for, and a hope to find it. */
    private boolean goesOn() {
        return !isGivenUp && (needsAll || !wanted.isEmpty() || !opened.isEmpty());
    }

    /** Looks at the tag that was read last, which ends before an offset. */
    private void tagEnds(int offset) {
        int start = tagStart;
        tagStart = -1;
        if (start < 0 || isGivenUp || (wanted.isEmpty() && !needsAll)) {
            return;
        }
        if (tagName == TagName.BODY || tagName == TagName.HTML) {
            // Each adds its attributes to the one element, which comes before all that was found.
            isGivenUp |= selectors.stream().anyMatch(selector -> selector.mayMatch(tagName, page, start, offset));
            return;
        }
        boolean isKnown = TagName.is(tagName, TagName.SIMPLE | TagName.VOID);
        Document parsed = null;
        Open open = null;
        for (int i = wanted.size() - 1; i >= 0; i--) {
            TagSelector selector = wanted.get(i);
            if (!selector.mayMatch(tagName, page, start, offset)) {
                continue;
            }
            if (!isKnown || isUnsure) {
                isGivenUp = true;
                return;
            }
            Element element = null;
            if (!selector.isText() || !selector.needles().isEmpty()) {
                parsed = parsed == null ? parse(source(start, offset)) : parsed;
                element = parsed.selectFirst(selector.evaluator());
                if (element == null) {
                    continue;
                }
            }
            if (element != null && !selector.isText()) {
                value(selector, element);
            } else if (!TagName.is(tagName, TagName.VOID)) {
                open = open == null ? new Open(start, tagName) : open;
                open.selectors.add(selector);
                wanted.remove(selector);
            }
        }
        if (open != null) {
            opened.add(open);
        }
    }

    /** An element whose text is wanted is complete. */
    private void closed(Open open, String source) {
        Document parsed = parse(source);
        for (TagSelector selector : open.selectors) {
            Element element = parsed.selectFirst(selector.evaluator());
            wanted.add(selector);
            if (element != null) {
                value(selector, element);
            }
        }
    }

    /** Takes the value of an element if it has one; else the next that matches counts. */
    private void value(TagSelector selector, Element element) {
        String value = selector.spec().outputOf(element);
        if (value != null) {
            found.put(selector.spec(), value);
            wanted.remove(selector);
            needsAll |= isInBody && !hasText;
        }
    }

    private Document parse(String source) {
        return Parser.htmlParser().parseInput(source, url);
    }

    private String source(int start, int sourceEnd) {
        return new String(page, start, sourceEnd - start, StandardCharsets.UTF_8);
    }
}
