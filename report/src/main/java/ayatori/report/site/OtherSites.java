package ayatori.report.site;

import ayatori.report.site.SiteReport.PageRef;
import ayatori.report.site.SiteReport.Row;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The sites to which pages link, by scheme, host and port. */
final class OtherSites {
    /** More are not told apart. */
    private static final int SITES_MAX = 100_000;

    private static final class Linked {
        final int firstPage;
        int lastPage;
        int pages = 1;
        long links;

        Linked(int page) {
            firstPage = page;
            lastPage = page;
        }
    }

    private final Map<String, Linked> byOrigin = new HashMap<>();

    /**
     * Adds a link of a page, unless it leads to the page's own site.
     *
     * @param own the origin of the page
     * @param page its number; those of later calls are not lower
     */
    void add(String own, String link, int page) {
        boolean isOwn = link.startsWith(own) && (link.length() == own.length() || link.charAt(own.length()) == '/');
        if (isOwn || !link.startsWith("http")) {
            return;
        }
        String origin = Survey.origin(link);
        Linked linked = byOrigin.get(origin);
        if (linked == null) {
            if (byOrigin.size() >= SITES_MAX) {
                return;
            }
            linked = new Linked(page);
            byOrigin.put(origin, linked);
        }
        linked.links++;
        if (linked.lastPage != page) {
            linked.lastPage = page;
            linked.pages++;
        }
    }

    /** Leaves out the sites that were crawled. */
    void drop(Predicate<String> isCrawled) {
        byOrigin.keySet().removeIf(isCrawled);
    }

    /** How many there are. */
    int count() {
        return byOrigin.size();
    }

    /** The rows of those to which most pages link, most first. */
    List<Row> rows(int limit) {
        return byOrigin.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, Linked> entry) -> -entry.getValue().pages)
                        .thenComparing(Map.Entry::getKey))
                .limit(limit)
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Row row(String origin, Linked linked) {
        return new Row(origin + "/", List.of(linked.links, linked.pages, new PageRef(linked.firstPage)));
    }
}
