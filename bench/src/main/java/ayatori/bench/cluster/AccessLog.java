package ayatori.bench.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What the web has seen of a crawl.
 *
 * @param hosts the requests of each host, in the order in which they came
 */
record AccessLog(Map<String, List<Hit>> hosts) {
    AccessLog {
        var sorted = new TreeMap<String, List<Hit>>();
        hosts.forEach((host, hits) -> sorted.put(
                host, hits.stream().sorted(Comparator.comparingLong(Hit::begin)).toList()));
        hosts = sorted;
    }

    /**
     * A request.
     *
     * @param begin when it came, in nanoseconds of the monotonic clock
     * @param end when it was answered
     * @param from the node that asked
     */
    record Hit(long begin, long end, String host, String path, String from) {}

    int requests() {
        return hosts.values().stream().mapToInt(List::size).sum();
    }

    /** Pairs of requests to one host whose gap is shorter than a time. */
    List<Hit[]> closerThan(Duration gap) {
        List<Hit[]> pairs = new ArrayList<>();
        for (List<Hit> hits : hosts.values()) {
            for (int i = 1; i < hits.size(); i++) {
                if (hits.get(i).begin() - hits.get(i - 1).begin() < gap.toNanos()) {
                    pairs.add(new Hit[] {hits.get(i - 1), hits.get(i)});
                }
            }
        }
        return pairs;
    }

    /** How often a host was asked before it had answered the request before. */
    long overlaps() {
        long count = 0;
        for (List<Hit> hits : hosts.values()) {
            for (int i = 1; i < hits.size(); i++) {
                if (hits.get(i).begin() < hits.get(i - 1).end()) {
                    count++;
                }
            }
        }
        return count;
    }

    long shortestGapMillis() {
        long shortest = Long.MAX_VALUE;
        for (List<Hit> hits : hosts.values()) {
            for (int i = 1; i < hits.size(); i++) {
                shortest =
                        Math.min(shortest, hits.get(i).begin() - hits.get(i - 1).begin());
            }
        }
        return TimeUnit.NANOSECONDS.toMillis(shortest);
    }

    /** The longest time in which nothing of the whole web was requested. */
    long longestPauseMillis() {
        long[] times = hosts.values().stream()
                .flatMap(List::stream)
                .mapToLong(Hit::begin)
                .sorted()
                .toArray();
        long longest = 0;
        for (int i = 1; i < times.length; i++) {
            longest = Math.max(longest, times[i] - times[i - 1]);
        }
        return TimeUnit.NANOSECONDS.toMillis(longest);
    }

    /** The longest time without a request that some hosts had after a moment: from the last before it, or from between. */
    List<Long> pausesMillis(List<String> some, long after) {
        List<Long> pauses = new ArrayList<>();
        for (String host : some) {
            List<Hit> hits = hosts.getOrDefault(host, List.of());
            long longest = -1;
            for (int i = 1; i < hits.size(); i++) {
                if (hits.get(i).begin() > after) {
                    longest = Math.max(
                            longest, hits.get(i).begin() - hits.get(i - 1).begin());
                }
            }
            if (longest >= 0) {
                pauses.add(TimeUnit.NANOSECONDS.toMillis(longest));
            }
        }
        return pauses.stream().sorted().toList();
    }

    /** When a node has asked last before a moment; 0 if never. */
    long lastOf(String from, long before) {
        return hosts.values().stream()
                .flatMap(List::stream)
                .filter(hit -> hit.from().equals(from) && hit.begin() < before)
                .mapToLong(Hit::begin)
                .max()
                .orElse(0);
    }
}
