package ayatori.report.site;

/** Which pages link to which: counts links to each page, finds how many clicks it is away, and links between sections. */
final class LinkGraph {
    /** Rounds of which each follows every link once. A site needs about as many as its pages are in a wrong order. */
    private static final int ROUNDS_MAX = 1_000;

    private static final long NO_PAGE = -1;

    private final Site site;
    private final PageTable pages;

    LinkGraph(Site site) {
        this.site = site;
        this.pages = site.pages;
    }

    /** Resolves all links, and counts them. */
    void resolve() {
        long at = 0;
        for (int page = 0; page < pages.size(); page++) {
            for (int i = 0; i < pages.links[page]; i++, at++) {
                int target = site.index.get(site.links.get(at));
                if (target >= 0 && target != page) {
                    pages.inlinks[target]++;
                    site.sections.link(pages.section[page], pages.section[target]);
                }
                site.links.set(at, target < 0 ? NO_PAGE : target);
            }
        }
        clicks();
    }

    /** The fewest clicks from a seed to each page; a redirect takes none. */
    private void clicks() {
        boolean changed = true;
        for (int round = 0; changed && round < ROUNDS_MAX; round++) {
            changed = false;
            long at = 0;
            for (int page = 0; page < pages.size(); page++) {
                int clicks = pages.clicks[page];
                if (clicks == PageTable.UNREACHED) {
                    at += pages.links[page];
                    continue;
                }
                int target = site.index.get(pages.redirect[page]);
                if (target >= 0 && pages.clicks[target] > clicks) {
                    pages.clicks[target] = clicks;
                    changed = true;
                }
                for (int i = 0; i < pages.links[page]; i++, at++) {
                    int linked = (int) site.links.get(at);
                    if (linked >= 0 && pages.clicks[linked] > clicks + 1) {
                        pages.clicks[linked] = clicks + 1;
                        changed = true;
                    }
                }
            }
        }
    }

    /** Takes a link to a page that is broken. */
    interface PlaceConsumer {
        void link(int target, int from);
    }

    /** Gives all links to pages that failed. */
    void brokenLinks(PlaceConsumer consumer) {
        long at = 0;
        for (int page = 0; page < pages.size(); page++) {
            for (int i = 0; i < pages.links[page]; i++, at++) {
                int target = (int) site.links.get(at);
                if (target >= 0 && target != page && pages.is(target, PageTable.FAILED)) {
                    consumer.link(target, page);
                }
            }
        }
    }
}
