package ayatori.text;

import java.util.Set;

/**
 * Finds the smallest element that holds nearly all of a page's text that is not links.
 *
 * <p>A block is worth its letters, less a multiple of those in links, so that menus count against the elements around them.
 * From the top, the search goes down to the child that holds the most, as long as that is nearly all there is.
 */
final class Container {
    private static final int SHORT = 25;
    private static final double SHORT_WORTH = 0.2;
    /** The least part of the page's text in an element {@code main} that is believed. */
    private static final double MAIN_SHARE = 0.3;

    /** The least part of links in the text of a table of contents. */
    private static final double CONTENTS_LINKS = 0.6;

    /** What an element that stands around a section, such as the frame of a table, has of its letters at most. */
    private static final double FRAME_MAX = 1.2;

    /** How many elements around a section are looked at. */
    private static final int FRAMES_MAX = 10;

    /** The rank of what is no heading: below all. */
    private static final int NO_HEADING = 7;

    private static final Set<String> BLOCKS = Set.of(
            "p",
            "pre",
            "blockquote",
            "table",
            "thead",
            "tbody",
            "tr",
            "ul",
            "ol",
            "dl",
            "dd",
            "dt",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6");

    private Container() {}

    /** The container, an element of the tree. */
    static int find(PageTree tree, Kind kind) {
        double[] worth = worth(tree, linkCost(tree, kind));
        double share = share(kind);
        int best = hasMain(kind) ? main(tree) : 0;
        while (true) {
            int child = -1;
            for (int at = best + 1; at < tree.end[best]; at = tree.end[at]) {
                if (!tree.dropped[at] && (child < 0 || worth[at] > worth[child])) {
                    child = at;
                }
            }
            if (child < 0 || Tags.isInline(tree.tag(child)) || worth[child] < share * worth[best] || worth[best] <= 0) {
                int found = around(tree, best);
                return kind == Kind.DOCUMENTATION ? whole(tree, found) : found;
            }
            best = child;
        }
    }

    /** What a letter in a link costs, in letters. A page of documentation that is little but links is a table of contents: they are its content. */
    private static double linkCost(PageTree tree, Kind kind) {
        return switch (kind) {
            case DOCUMENTATION -> tree.linkDensity(0) > CONTENTS_LINKS ? 0 : 1;
            case COLLECTION -> 1;
            case ARTICLE, FORUM, PRODUCT, SECTIONS -> 2;
        };
    }

    /** A paragraph, a list or a table is content, not its container: what stands beside it belongs to it. */
    private static int around(PageTree tree, int found) {
        int around = found;
        while (around > 0 && BLOCKS.contains(tree.tag(around))) {
            around = tree.parent[around];
        }
        return around;
    }

    /**
     * A section is no page of documentation, however long it is: with its siblings it stands below the heading of a higher rank that
     * comes before them.
     */
    private static int whole(PageTree tree, int found) {
        int whole = found;
        int at = found;
        for (int level = 0; level < FRAMES_MAX && at > 0 && tree.text[at] <= tree.text[whole] * FRAME_MAX; level++) {
            if (followsHeading(tree, at)) {
                whole = tree.parent[at];
            }
            at = tree.parent[at];
        }
        return whole;
    }

    /** Whether an earlier sibling is, or holds nothing but, a heading of a higher rank than the element's first. */
    private static boolean followsHeading(PageTree tree, int element) {
        int first = firstHeading(tree, element);
        int rank = first < tree.end[element] ? rank(tree, first) : NO_HEADING;
        int parent = tree.parent[element];
        for (int at = parent + 1; at < element; at = tree.end[at]) {
            int heading = firstHeading(tree, at);
            if (heading < tree.end[at] && tree.text[heading] == tree.text[at] && rank(tree, heading) < rank) {
                return true;
            }
        }
        return false;
    }

    /** The first heading that is kept in an element, or its end. */
    private static int firstHeading(PageTree tree, int element) {
        int at = element;
        while (at < tree.end[element] && (tree.dropped[at] || rank(tree, at) == NO_HEADING)) {
            at = tree.dropped[at] ? tree.end[at] : at + 1;
        }
        return at;
    }

    /** The rank of a heading, from 1 to 6. */
    private static int rank(PageTree tree, int element) {
        String tag = tree.tag(element);
        boolean isHeading = tag.length() == 2 && tag.charAt(0) == 'h' && tag.charAt(1) >= '1' && tag.charAt(1) <= '6';
        return isHeading ? tag.charAt(1) - '0' : NO_HEADING;
    }

    /** How much of an element's worth its child must hold to stand for it. Pages of several equal sections lose least. */
    private static double share(Kind kind) {
        return switch (kind) {
            case ARTICLE, FORUM -> 0.8;
            case DOCUMENTATION, PRODUCT, COLLECTION -> 0.9;
            case SECTIONS -> 0.95;
        };
    }

    /** Whether the element {@code main} of such pages is the content, not the frame of an application. */
    private static boolean hasMain(Kind kind) {
        return switch (kind) {
            case ARTICLE, DOCUMENTATION, FORUM -> true;
            case PRODUCT, COLLECTION, SECTIONS -> false;
        };
    }

    private static int main(PageTree tree) {
        for (int at = 1; at < tree.size(); at++) {
            if (!tree.dropped[at] && tree.tag(at).equals("main") && tree.text[at] > MAIN_SHARE * tree.text[0]) {
                return at;
            }
        }
        return 0;
    }

    private static double[] worth(PageTree tree, double linkCost) {
        PageTree.BlockText blocks = tree.blockText();
        double[] worth = new double[tree.size()];
        for (int at = tree.size() - 1; at >= 0; at--) {
            int letters = blocks.letters()[at];
            int linked = blocks.linked()[at];
            worth[at] += letters < SHORT && linked == 0 ? letters * SHORT_WORTH : letters - linkCost * linked;
            if (at > 0) {
                worth[tree.parent[at]] += worth[at];
            }
        }
        return worth;
    }
}
