package ayatori.report.site;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/** Chooses which pages of a finding are shown: the most important ones, pages of a group together. */
final class Choice {
    private final PageTable pages;
    private final Site site;

    Choice(Site site) {
        this.site = site;
        this.pages = site.pages;
    }

    /** The pages to show, the most important first. */
    int[] of(Finding finding, int limit) {
        Comparator<Integer> order = order(finding);
        int top = finding == Finding.SLOWEST || finding == Finding.LARGEST ? Math.min(limit, Limits.TOP) : limit;
        var best = new PriorityQueue<Integer>(order.reversed());
        BitSet hits = site.hits(finding);
        for (int page = hits.nextSetBit(0); page >= 0; page = hits.nextSetBit(page + 1)) {
            best.add(page);
            if (best.size() > top) {
                best.remove();
            }
        }
        return best.stream().sorted(order).mapToInt(Integer::intValue).toArray();
    }

    private Comparator<Integer> order(Finding finding) {
        Comparator<Integer> first = switch (finding) {
            case SLOWEST -> Comparator.comparingInt(page -> -pages.elapsed[page]);
            case LARGEST -> Comparator.comparingLong(page -> -pages.bytes[page]);
            case TITLE_DUPLICATE -> groups(site.titles, pages.title);
            case DESCRIPTION_DUPLICATE -> groups(site.descriptions, pages.description);
            case NEAR_DUPLICATE -> Comparator.comparingInt(this::original);
            case DUPLICATE_PAGE -> groups(site.digests, pages.digest);
            default -> Comparator.comparingInt(page -> -pages.inlinks[page]);
        };
        return first.thenComparingInt(page -> page);
    }

    private int original(int page) {
        Site.NearCopy copy = site.nearCopies.get(page);
        return copy == null ? page : copy.of();
    }

    private static Comparator<Integer> groups(KeyIndex counts, long[] keys) {
        return Comparator.comparingInt((Integer page) -> -counts.get(keys[page]))
                .thenComparingLong(page -> keys[page]);
    }

    /** The first page of each group of pages with the same digest. */
    Map<Long, Integer> firstOfDuplicates() {
        Map<Long, Integer> first = new HashMap<>();
        BitSet hits = site.hits(Finding.DUPLICATE_PAGE);
        for (int page = hits.nextSetBit(0); page >= 0; page = hits.nextSetBit(page + 1)) {
            first.putIfAbsent(pages.digest[page], page);
        }
        return first;
    }
}
