package ayatori.report.site;

import ayatori.crawler.PageError;
import ayatori.crawler.folder.RecordedPage;
import ayatori.report.site.Overview.Count;
import ayatori.report.site.Overview.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts requests by status, error, media type, host and time. */
final class Distributions {
    /** Different names that are counted; what is beyond counts as other. */
    private static final int NAMES_MAX = 10_000;

    private static final int HOSTS_SHOWN = 50;
    private static final int TYPES_SHOWN = 12;
    private static final String OTHER = "other";

    /** The upper bounds of the groups of times, in milliseconds. */
    private static final int[] TIMES = {10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000};

    private static final class Sum {
        long count;
        long failed;
        long bytes;
        long elapsed;
    }

    private final Map<Integer, Sum> statuses = new TreeMap<>();
    private final Map<String, Sum> errors = new HashMap<>();
    private final Map<String, Sum> types = new HashMap<>();
    private final Map<String, Sum> hosts = new HashMap<>();
    private final long[] times = new long[TIMES.length + 1];

    void add(RecordedPage page, String origin, boolean isGood, boolean hasFailed) {
        statuses.computeIfAbsent(page.status(), _ -> new Sum()).count++;
        PageError error = page.error();
        if (page.status() == 0) {
            sum(errors, error == null ? "unknown" : error.kind()).count++;
        } else {
            times[group(page.elapsed().toMillis())]++;
        }
        if (isGood) {
            Sum type = sum(types, mediaType(page.contentType()));
            type.count++;
            type.bytes += page.bytes();
        }
        Sum host = sum(hosts, origin);
        host.count++;
        host.failed += hasFailed ? 1 : 0;
        host.bytes += page.bytes();
        host.elapsed += page.elapsed().toMillis();
    }

    private static Sum sum(Map<String, Sum> sums, String name) {
        return sums.computeIfAbsent(sums.size() < NAMES_MAX || sums.containsKey(name) ? name : OTHER, _ -> new Sum());
    }

    private static int group(long millis) {
        int group = 0;
        while (group < TIMES.length && millis >= TIMES[group]) {
            group++;
        }
        return group;
    }

    private static String mediaType(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return "none given";
        }
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    List<Count> statuses() {
        List<Count> counts = new ArrayList<>();
        statuses.forEach((status, sum) ->
                counts.add(new Count(status == 0 ? "no answer" : String.valueOf(status), sum.count, 0)));
        return counts;
    }

    List<Count> errors() {
        return largest(errors, TYPES_SHOWN);
    }

    List<Count> types() {
        return largest(types, TYPES_SHOWN);
    }

    List<Count> times() {
        List<Count> counts = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            counts.add(new Count(
                    i == TIMES.length ? "from " + duration(TIMES[i - 1]) : "under " + duration(TIMES[i]), times[i], 0));
        }
        return counts;
    }

    private static String duration(int millis) {
        return millis < 1_000 ? millis + " ms" : millis / 1_000 + " s";
    }

    /** Whether a host, named by its origin, was requested. */
    boolean hasHost(String origin) {
        return hosts.containsKey(origin);
    }

    int hostCount() {
        return hosts.size();
    }

    List<Host> hosts() {
        return hosts.entrySet().stream()
                .sorted(Map.Entry.<String, Sum>comparingByValue(Comparator.comparingLong(sum -> -sum.count))
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(HOSTS_SHOWN)
                .map(host -> new Host(
                        host.getKey(),
                        host.getValue().count,
                        host.getValue().failed,
                        host.getValue().bytes,
                        Duration.ofMillis(host.getValue().elapsed / host.getValue().count)))
                .toList();
    }

    /** The largest, and the sum of the others. */
    private static List<Count> largest(Map<String, Sum> sums, int shown) {
        List<Count> all = new ArrayList<>();
        sums.forEach((name, sum) -> all.add(new Count(name, sum.count, sum.bytes)));
        return largest(all, shown);
    }

    /** The largest, and the sum of the others. */
    static List<Count> largest(Collection<Count> counts, int shown) {
        List<Count> all = new ArrayList<>(counts);
        all.sort(Comparator.comparingLong(Count::count).reversed().thenComparing(Count::name));
        if (all.size() <= shown) {
            return all;
        }
        List<Count> rest = all.subList(shown - 1, all.size());
        var other = new Count(
                OTHER,
                rest.stream().mapToLong(Count::count).sum(),
                rest.stream().mapToLong(Count::bytes).sum());
        List<Count> largest = new ArrayList<>(all.subList(0, shown - 1));
        largest.add(other);
        return largest;
    }

    /** The time that a share of the answers did not exceed. */
    static Duration percentile(int[] sortedMillis, double share) {
        if (sortedMillis.length == 0) {
            return Duration.ZERO;
        }
        int at = (int) Math.ceil(share * sortedMillis.length) - 1;
        return Duration.ofMillis(sortedMillis[Math.clamp(at, 0, sortedMillis.length - 1)]);
    }

    /** The times of all pages that were answered, sorted. */
    static int[] sortedTimes(PageTable pages) {
        int[] millis = new int[pages.size()];
        int count = 0;
        for (int page = 0; page < pages.size(); page++) {
            if (pages.status[page] != 0) {
                millis[count++] = pages.elapsed[page];
            }
        }
        int[] sorted = Arrays.copyOf(millis, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
