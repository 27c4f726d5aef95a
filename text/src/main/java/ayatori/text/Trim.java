package ayatori.text;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Drops what lies within the content's container and is not content.
 *
 * <ul>
 *   <li><b>Closing sections</b>: a heading such as "Related articles" says that what follows is something else. In documentation, what to see
 *       also is part of the text.
 *   <li><b>Lists of links</b>: among prose, a block that is all links leads elsewhere. In documentation it lists chapters. A term that is a link
 *       is what its definition is about.
 * </ul>
 */
final class Trim {
    private static final int HEADING_MAX = 60;
    private static final double SECTION_SHARE = 0.3;
    private static final double PROSE_MIN = 0.3;
    private static final double LINKS_MIN = 0.8;
    private static final double LINKS_SHARE = 0.2;
    private static final int SIBLINGS_MAX = 50;
    private static final Set<String> NEVER_LISTS = Set.of("li", "dt", "dd", "td", "tr", "pre", "table", "tbody");

    private static final Pattern CLOSING = Pattern.compile(
            "(related|recommended|similar|popular|trending|latest|recent|more|other|featured) (articles?|posts?|stories|news|reading|content|products?|topics|from .*|like this|in .*|on .*|questions|resources|blogs?|items)"
                    + "|(you (may|might|could) (also|like).*)|(customers (also|who).*)|(people also.*)|read (more|next|also).*|share (this|on|via)?.*|comments?( \\(\\d+\\))?|\\d+ comments?|leave a (reply|comment).*|about the authors?|subscribe.*|sign up.*|newsletter|follow us.*|join (our|the) .*(newsletter|list|community)|recently viewed.*|filed under.*|tags?:?|categories|references|further reading|see also|external links|up next.*|next article.*|previous article.*",
            Pattern.CASE_INSENSITIVE);

    /** How many siblings after closing headings are looked at, as a multiple of the page's elements. */
    private static final int SIBLINGS_SHARE = 8;

    private final PageTree tree;
    private final int root;
    private int siblingsLeft;

    private Trim(PageTree tree, int root) {
        this.tree = tree;
        this.root = root;
        this.siblingsLeft = SIBLINGS_SHARE * tree.size();
    }

    static void trim(PageTree tree, int root, Kind kind) {
        Trim trim = new Trim(tree, root);
        if (kind != Kind.DOCUMENTATION) {
            trim.closingSections();
            tree.measure();
        }
        if (kind != Kind.DOCUMENTATION && tree.keptProse(root) > PROSE_MIN * tree.text[root]) {
            trim.linkLists();
            tree.measure();
        }
    }

    /** A heading that says what follows is something else ends the content, up to the next heading of its rank. */
    private void closingSections() {
        int total = tree.text[root];
        for (int at = root + 1; at < tree.end[root]; at++) {
            if (tree.dropped[at]
                    || !Tags.HEADINGS.contains(tree.tag(at))
                    || tree.text[at] > HEADING_MAX
                    || tree.text[at] == 0) {
                continue;
            }
            String heading = tree.shortText(at, 2 * HEADING_MAX);
            if (heading == null || !CLOSING.matcher(heading).matches()) {
                continue;
            }
            int from = at;
            // A heading that begins a box of its own stands for the box.
            while (tree.parent[from] > root
                    && startsBox(from)
                    && tree.text[tree.parent[from]] < total * SECTION_SHARE) {
                from = tree.parent[from];
            }
            int up = tree.parent[from];
            int size = 0;
            int to = from;
            while (to < tree.end[up] && (to == from || !beginsWithHeading(to, tree.tag(at)))) {
                size += tree.text[to];
                to = tree.end[to];
                if (--siblingsLeft < 0) {
                    return;
                }
            }
            if (size < total * SECTION_SHARE) {
                for (int next = from; next < to; next = tree.end[next]) {
                    tree.drop(next);
                }
            }
        }
    }

    private boolean startsBox(int at) {
        int siblings = 0;
        for (int first = tree.parent[at] + 1; first < at; first = tree.end[first]) {
            if (++siblings > SIBLINGS_MAX || (!tree.dropped[first] && tree.text[first] > 0)) {
                return false;
            }
        }
        return tree.ownText[tree.parent[at]] == 0;
    }

    private boolean beginsWithHeading(int at, String rank) {
        return Tags.HEADINGS.contains(tree.tag(at)) && tree.tag(at).compareTo(rank) <= 0;
    }

    /** A block of links among prose leads elsewhere. */
    private void linkLists() {
        for (int at = root + 1; at < tree.end[root]; at = tree.dropped[at] ? tree.end[at] : at + 1) {
            String tag = tree.tag(at);
            boolean list = tree.text[at] > 0
                    && !Tags.isInline(tag)
                    && !Tags.HEADINGS.contains(tag)
                    && !NEVER_LISTS.contains(tag);
            if (list && tree.linkDensity(at) > LINKS_MIN && tree.text[at] < tree.text[root] * LINKS_SHARE) {
                tree.drop(at);
            }
        }
    }
}
