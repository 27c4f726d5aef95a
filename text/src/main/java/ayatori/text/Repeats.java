package ayatori.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;

/**
 * Finds what a page repeats.
 *
 * <ul>
 *   <li><b>Twins</b>: a block with the same text as one before it. Pages hold parts twice, for wide and for narrow screens.
 *   <li><b>Cards</b>: several siblings that are built alike, short, and lead elsewhere. On the page of one thing they show others.
 *   <li><b>Labels</b>: in a thread, short blocks that occur at least three times, or hold a number alone. They say something about each post,
 *       such as "Joined", "Reply" or how many likes it has.
 * </ul>
 */
final class Repeats {
    private static final int TWIN_MIN = 40;
    private static final int CARDS_MIN = 3;
    private static final int CARD_MAX = 300;
    private static final double CARDS_SHARE = 0.8;
    private static final double CARD_LINKS = 0.25;
    private static final double PAGE_SHARE = 0.5;
    private static final int HEADING_MAX = 60;
    private static final int LABEL_MAX = 60;
    private static final int LABEL_CHARACTERS_MAX = 200;
    private static final int LABELS_MIN = 3;

    private final PageTree tree;

    Repeats(PageTree tree) {
        this.tree = tree;
    }

    /** Drops each block whose text an earlier block had. */
    void dropTwins() {
        PageTree.BlockText blocks = tree.blockText();
        Set<String> seen = new HashSet<>();
        for (int at = 1; at < tree.size(); at = tree.dropped[at] ? tree.end[at] : at + 1) {
            if (!tree.dropped[at]
                    && blocks.letters()[at] >= TWIN_MIN
                    && blocks.isInnermost(tree, at)
                    && !tree.tag(at).equals("pre")
                    && !seen.add(tree.element(at).text())) {
                tree.drop(at);
            }
        }
        tree.measure();
    }

    /** Drops the labels within an element. */
    void dropLabels(int root) {
        PageTree.BlockText blocks = tree.blockText();
        Map<String, Integer> counts = new HashMap<>();
        String[] texts = new String[tree.end[root] - root];
        for (int at = root + 1; at < tree.end[root]; at = tree.dropped[at] ? tree.end[at] : at + 1) {
            if (!tree.dropped[at] && tree.text[at] > 0 && tree.text[at] <= LABEL_MAX && blocks.isInnermost(tree, at)) {
                String text = tree.shortText(at, LABEL_CHARACTERS_MAX);
                if (text != null) {
                    boolean number = text.chars().noneMatch(Character::isLetter);
                    texts[at - root] = text;
                    counts.merge(text, number ? LABELS_MIN : 1, Integer::sum);
                }
            }
        }
        for (int at = root + 1; at < tree.end[root]; at++) {
            String text = texts[at - root];
            if (text != null && counts.getOrDefault(text, 0) >= LABELS_MIN) {
                tree.drop(at);
            }
        }
        tree.measure();
    }

    /** Drops cards, with the headings that stand above them alone. */
    void dropCards() {
        int[] leading = leading();
        boolean[] lostCards = new boolean[tree.size()];
        int total = tree.text[0];
        for (int at = 0; at < tree.size(); at = tree.dropped[at] ? tree.end[at] : at + 1) {
            if (!tree.dropped[at] && tree.hasChildren(at, CARDS_MIN)) {
                lostCards[at] = dropCards(at, leading, total);
            }
        }
        dropRests(lostCards);
        tree.measure();
    }

    /** Drops the cards among an element's children. The texts of elements further down stay right, so nothing is measured. */
    private boolean dropCards(int parent, int[] leading, int total) {
        List<Group> groups = new ArrayList<>();
        Map<String, Group> byName = new HashMap<>();
        for (int at = parent + 1; at < tree.end[parent]; at = tree.end[at]) {
            if (!tree.dropped[at] && tree.text[at] > 0) {
                boolean leads = leading[tree.end[at]] > leading[at] && tree.text[at] <= CARD_MAX;
                Group group = byName.computeIfAbsent(
                        tree.tag(at) + ' ' + tree.element(at).className(), _ -> new Group());
                group.add(tree.text[at], tree.link[at], leads);
                groups.add(group);
            }
        }
        boolean any = false;
        Iterator<Group> next = groups.iterator();
        for (int at = parent + 1; at < tree.end[parent]; at = tree.end[at]) {
            if (!tree.dropped[at] && tree.text[at] > 0 && next.next().isCards(total)) {
                tree.drop(at);
                any = true;
            }
        }
        return any;
    }

    /** Drops each element that lost cards if no more is left of it than a heading, which is not the page's own. */
    private void dropRests(boolean[] lost) {
        int[] left = new int[tree.size()];
        boolean[] holdsHeading = new boolean[tree.size()];
        for (int at = tree.size() - 1; at > 0; at--) {
            if (tree.dropped[at]) {
                continue;
            }
            int up = tree.parent[at];
            left[at] += tree.ownText[at];
            holdsHeading[at] |= tree.tag(at).equals("h1");
            if (lost[at] && left[at] <= HEADING_MAX && !holdsHeading[at]) {
                tree.dropped[at] = true;
                lost[up] = true;
            } else {
                left[up] += left[at];
                holdsHeading[up] |= holdsHeading[at];
            }
        }
        for (int at = 1; at < tree.size(); at = tree.dropped[at] ? tree.end[at] : at + 1) {
            if (tree.dropped[at]) {
                tree.drop(at);
            }
        }
    }

    /** How many links to other pages begin before each element. */
    private int[] leading() {
        int[] leading = new int[tree.size() + 1];
        for (int at = 0; at < tree.size(); at++) {
            Element element = tree.element(at);
            boolean leads = tree.tag(at).equals("a")
                    && element.hasAttr("href")
                    && !element.attr("href").startsWith("#");
            leading[at + 1] = leading[at] + (leads ? 1 : 0);
        }
        return leading;
    }

    private static final class Group {
        private int count;
        private int leading;
        private int letters;
        private int linked;

        void add(int text, int link, boolean leads) {
            count++;
            leading += leads ? 1 : 0;
            letters += text;
            linked += link;
        }

        boolean isCards(int total) {
            return count >= CARDS_MIN
                    && leading >= CARDS_SHARE * count
                    && linked >= CARD_LINKS * letters
                    && letters < PAGE_SHARE * total;
        }
    }
}
