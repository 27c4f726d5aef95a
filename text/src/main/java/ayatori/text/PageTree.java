package ayatori.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a page in document order, with how much text each holds.
 *
 * <p>An element is a number; those within it follow it, up to {@link #end}. Dropping an element is a mark, so the page itself
 * never changes, and each pass over the tree is one loop.
 */
final class PageTree {
    /** Longer words are URLs or encoded data, which nobody reads. */
    private static final int WORD_MAX = 60;

    private final List<Element> elements = new ArrayList<>();
    int[] end = new int[64];
    int[] parent = new int[64];
    /** Letters and digits directly in an element, and of these the ones within a link. */
    int[] ownText = new int[64];

    int[] ownLink = new int[64];
    /** The nearest block that an element lies in, or is. */
    int[] block = new int[64];

    private boolean[] linked = new boolean[64];
    final boolean[] dropped;
    /** Letters and digits in the kept part of an element, and of these the ones within a link. */
    final int[] text;

    final int[] link;

    PageTree(Element root) {
        Node node = root;
        int open = -1;
        while (true) {
            if (node instanceof Element element) {
                open = enter(element, open);
            } else if (node instanceof TextNode words) {
                add(words.getWholeText(), open);
            }
            if (node.childNodeSize() > 0) {
                node = node.childNode(0);
                continue;
            }
            while (true) {
                if (node instanceof Element) {
                    end[open] = elements.size();
                    open = parent[open];
                }
                Node next = node == root ? null : node.nextSibling();
                if (next != null) {
                    node = next;
                    break;
                }
                Node up = node == root ? null : node.parentNode();
                if (up == null) {
                    dropped = new boolean[size()];
                    text = new int[size()];
                    link = new int[size()];
                    measure();
                    return;
                }
                node = up;
            }
        }
    }

    private void add(String words, int to) {
        int letters = letters(words);
        ownText[to] += letters;
        if (linked[to]) {
            ownLink[to] += letters;
        }
    }

    private int enter(Element element, int up) {
        int at = elements.size();
        if (at == end.length) {
            grow(2 * at);
        }
        elements.add(element);
        parent[at] = up;
        String tag = element.normalName();
        linked[at] = tag.equals("a") || (up >= 0 && linked[up]);
        block[at] = up >= 0 && Tags.isInline(tag) ? block[up] : at;
        return at;
    }

    private void grow(int size) {
        end = Arrays.copyOf(end, size);
        parent = Arrays.copyOf(parent, size);
        ownText = Arrays.copyOf(ownText, size);
        ownLink = Arrays.copyOf(ownLink, size);
        block = Arrays.copyOf(block, size);
        linked = Arrays.copyOf(linked, size);
    }

    int size() {
        return elements.size();
    }

    Element element(int at) {
        return elements.get(at);
    }

    /** Whether an element has at least so many child elements. */
    boolean hasChildren(int of, int count) {
        int left = count;
        for (int at = of + 1; at < end[of] && left > 0; at = end[at]) {
            left--;
        }
        return left == 0;
    }

    String tag(int at) {
        return elements.get(at).normalName();
    }

    void drop(int at) {
        Arrays.fill(dropped, at, end[at], true);
    }

    double linkDensity(int at) {
        return text[at] == 0 ? 0 : (double) link[at] / text[at];
    }

    /** Counts the kept text of every element anew. */
    void measure() {
        for (int at = 0; at < size(); at++) {
            text[at] = dropped[at] ? 0 : ownText[at];
            link[at] = dropped[at] ? 0 : ownLink[at];
        }
        for (int at = size() - 1; at > 0; at--) {
            text[parent[at]] += text[at];
            link[parent[at]] += link[at];
        }
    }

    /** For each block, its letters outside the blocks within it, and of these the ones in links; only what is kept. */
    @SuppressWarnings("ArrayRecordComponent") // A view for one pass; never compared.
    record BlockText(int[] letters, int[] linked) {
        private static final int PROSE_MIN = 60;

        /** The letters of a block that reads as prose: it is long, and less than a third of it is links. */
        int prose(int at) {
            return letters[at] >= PROSE_MIN && linked[at] * 3L < letters[at] ? letters[at] : 0;
        }

        /** Whether an element is a block without other blocks that hold text. */
        boolean isInnermost(PageTree tree, int at) {
            return tree.block[at] == at && letters[at] == tree.text[at];
        }
    }

    BlockText blockText() {
        int[] letters = new int[size()];
        int[] linked = new int[size()];
        for (int at = 0; at < size(); at++) {
            if (!dropped[at] && !Tags.SILENT.contains(tag(at))) {
                letters[block[at]] += ownText[at];
                linked[block[at]] += ownLink[at];
            }
        }
        return new BlockText(letters, linked);
    }

    /** For each element, the letters of prose within it. */
    int[] prose() {
        BlockText blocks = blockText();
        int[] prose = new int[size()];
        for (int at = size() - 1; at >= 0; at--) {
            prose[at] += blocks.prose(at);
            if (at > 0) {
                prose[parent[at]] += prose[at];
            }
        }
        return prose;
    }

    /** The letters of prose in the kept part of an element. */
    int keptProse(int of) {
        BlockText blocks = blockText();
        int prose = 0;
        for (int at = of; at < end[of]; at++) {
            prose += blocks.prose(at);
        }
        return prose;
    }

    /** The text of an element in one line; null if it is longer than a number of characters. */
    @Nullable String shortText(int at, int max) {
        return ShortText.of(element(at), max);
    }

    /** The letters and digits of a text, without those of very long words. */
    static int letters(String text) {
        int letters = 0;
        int word = 0;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (Character.isLetterOrDigit(letter)) {
                letters++;
                word++;
            } else if (letter <= ' ') {
                letters -= word > WORD_MAX ? word : 0;
                word = 0;
            }
        }
        return word > WORD_MAX ? letters - word : letters;
    }
}
