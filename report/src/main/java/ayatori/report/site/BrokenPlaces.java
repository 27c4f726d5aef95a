package ayatori.report.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Links to pages that failed, with the pages they stand on. Each broken URL gets its share of the rows. */
final class BrokenPlaces {
    private final PageTable pages;
    private final Map<Integer, List<Integer>> placesByTarget = new HashMap<>();
    private final List<Integer> targets = new ArrayList<>();
    private long count;

    /**
     * @param limit how many rows there are at most
     */
    BrokenPlaces(Site site, LinkGraph graph, int limit) {
        pages = site.pages;
        int failed = 0;
        for (int page = 0; page < pages.size(); page++) {
            if (pages.is(page, PageTable.FAILED) && !pages.is(page, PageTable.OTHER_METHOD)) {
                failed++;
                count += Math.max(pages.inlinks[page], 1);
                targets.add(page);
            }
        }
        targets.sort(
                Comparator.comparingInt((Integer page) -> -pages.inlinks[page]).thenComparingInt(page -> page));
        if (targets.size() > limit) {
            targets.subList(limit, targets.size()).clear();
        }
        targets.forEach(target -> placesByTarget.put(target, new ArrayList<>()));
        int share = limit == Integer.MAX_VALUE ? limit : Math.max(1, limit / Math.max(failed, 1));
        graph.brokenLinks((target, from) -> {
            List<Integer> places = placesByTarget.get(target);
            if (places != null && places.size() < share) {
                places.add(from);
            }
        });
    }

    /** How many such links there are; a page without any counts as one. */
    long count() {
        return count;
    }

    /** The URLs that failed, those with most links first. */
    List<Integer> targets() {
        return targets;
    }

    /** Pages with a link to it; none if it is a seed, or links were not recorded. */
    List<Integer> places(int target) {
        return placesByTarget.getOrDefault(target, List.of());
    }
}
