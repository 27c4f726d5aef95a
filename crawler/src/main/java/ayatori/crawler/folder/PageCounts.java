package ayatori.crawler.folder;

import ayatori.crawler.folder.CrawlStatus.Host;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Counts the records of {@code pages.jsonl}, by status, error, change and host.
 *
 * <p>With more hosts than {@value #HOSTS_MAX}, those with fewest pages are forgotten until half as many are left. A host that
 * gave many pages is never among these, so the busiest hosts stay about right (lossy counting, Manku and Motwani 2002).
 */
final class PageCounts {
    private static final int HOSTS_MAX = 100_000;

    /** Over how many seconds the recent rate is taken. */
    private static final int RECENT_SECONDS = 30;

    private final Map<Integer, Long> byStatus = new HashMap<>();
    private final Map<String, Long> byError = new HashMap<>();
    private final Map<String, Long> byChange = new HashMap<>();
    private final Map<String, HostCounts> hosts = new HashMap<>();
    private long hostsForgotten;
    private long pages;
    private long bytes;
    private long requisites;
    private @Nullable Instant lastAnswer;

    /** Pages answered in each of the last seconds; second s is at s modulo the length. */
    private final int[] recent = new int[RECENT_SECONDS];

    private long recentSecond;

    private static final class HostCounts {
        private long pages;
        private long bytes;
        private long errors;
        private long answers;
        private long answerMillis;
    }

    /** Counts a record whose start has been read. */
    void record(JsonParser json) {
        String url = null;
        String error = null;
        String change = null;
        int status = -1;
        long bodyBytes = 0;
        long elapsedMillis = 0;
        Instant fetchedAt = null;
        boolean isRequisite = false;
        fields:
        for (JsonToken token = json.nextToken(); token == JsonToken.PROPERTY_NAME; token = json.nextToken()) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "url" -> url = string(json, value, name);
                case "status" -> status = (int) number(json, value, name);
                case "bytes" -> bodyBytes = number(json, value, name);
                case "elapsedMs" -> elapsedMillis = number(json, value, name);
                case "fetchedAt" -> fetchedAt = instant(string(json, value, name));
                case "error" -> error = value == JsonToken.START_OBJECT ? kind(json) : null;
                case "role" -> isRequisite = true;
                case "change" -> change = string(json, value, name);
                case "links" -> {
                    break fields; // they come last, and take most of the record
                }
                default -> json.skipChildren();
            }
        }
        if (url == null || status < 0 || fetchedAt == null) {
            throw new IllegalArgumentException("a field is missing");
        }
        if (status == 304) {
            bodyBytes = 0; // that of the crawl before
        }
        bytes += bodyBytes;
        if (isRequisite) {
            requisites++;
            return;
        }
        pages++;
        byStatus.merge(status, 1L, Long::sum);
        if (error != null) {
            byError.merge(error, 1L, Long::sum);
        }
        if (change != null) {
            byChange.merge(change, 1L, Long::sum);
        }
        answered(fetchedAt.plusMillis(elapsedMillis));
        count(host(url), status, bodyBytes, error != null, elapsedMillis);
    }

    private void count(HostCounts host, int status, long bodyBytes, boolean isError, long elapsedMillis) {
        host.pages++;
        host.bytes += bodyBytes;
        if (isError) {
            host.errors++;
        }
        if (status != 0) {
            host.answers++;
            host.answerMillis += elapsedMillis;
        }
    }

    private HostCounts host(String url) {
        String origin = origin(url);
        HostCounts host = hosts.get(origin);
        if (host == null) {
            if (hosts.size() == HOSTS_MAX) {
                forgetHosts();
            }
            host = new HostCounts();
            hosts.put(origin, host);
        }
        return host;
    }

    private void forgetHosts() {
        for (long few = 1; hosts.size() > HOSTS_MAX / 2; few *= 2) {
            long limit = few;
            int before = hosts.size();
            hosts.values().removeIf(host -> host.pages <= limit);
            hostsForgotten += before - hosts.size();
        }
    }

    private static String origin(String url) {
        int authority = url.indexOf("://") + 3;
        for (int i = authority; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == '/' || c == '?' || c == '#') {
                return url.substring(0, i);
            }
        }
        return url;
    }

    private void answered(Instant time) {
        if (lastAnswer == null || time.isAfter(lastAnswer)) {
            lastAnswer = time;
        }
        long second = time.getEpochSecond();
        for (long s = Math.max(recentSecond + 1, second - RECENT_SECONDS + 1); s <= second; s++) {
            recent[(int) Math.floorMod(s, (long) RECENT_SECONDS)] = 0;
        }
        recentSecond = Math.max(recentSecond, second);
        if (second > recentSecond - RECENT_SECONDS) {
            recent[(int) Math.floorMod(second, (long) RECENT_SECONDS)]++;
        }
    }

    long pages() {
        return pages;
    }

    /** How many requisites of pages were requested; the other counts, but that of bytes, are without them. */
    long requisites() {
        return requisites;
    }

    long bytes() {
        return bytes;
    }

    SortedMap<Integer, Long> byStatus() {
        return new TreeMap<>(byStatus);
    }

    SortedMap<String, Long> byError() {
        return new TreeMap<>(byError);
    }

    SortedMap<String, Long> byChange() {
        return new TreeMap<>(byChange);
    }

    /** When the last answer came; null if none did. */
    @Nullable Instant lastAnswer() {
        return lastAnswer;
    }

    /** Pages per second over the half minute before a time. */
    double recentPerSecond(Instant began, Instant now) {
        long second = now.getEpochSecond();
        long count = 0;
        for (long s = Math.max(second - RECENT_SECONDS + 1, recentSecond - RECENT_SECONDS + 1);
                s <= recentSecond;
                s++) {
            count += recent[(int) Math.floorMod(s, (long) RECENT_SECONDS)];
        }
        double seconds = Math.min(RECENT_SECONDS, Duration.between(began, now).toMillis() / 1e3);
        return count / Math.max(seconds, 1);
    }

    /** How many hosts have pages, at least. */
    long hostsKnown() {
        return hosts.size();
    }

    boolean areHostsExact() {
        return hostsForgotten == 0;
    }

    /** The hosts with most pages, most first. */
    List<Host> busiest(int count) {
        return hosts.entrySet().stream()
                .sorted(Map.Entry.<String, HostCounts>comparingByValue(
                                Comparator.comparingLong((HostCounts host) -> host.pages)
                                        .reversed())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(count)
                .map(entry -> host(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Host host(String origin, HostCounts counts) {
        return new Host(
                origin,
                counts.pages,
                counts.bytes,
                counts.errors,
                counts.answers == 0 ? null : Duration.ofMillis(counts.answerMillis / counts.answers));
    }

    private static String kind(JsonParser json) {
        String kind = null;
        for (JsonToken token = json.nextToken(); token == JsonToken.PROPERTY_NAME; token = json.nextToken()) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("kind")) {
                kind = string(json, value, name);
            } else {
                json.skipChildren();
            }
        }
        if (kind == null) {
            throw new IllegalArgumentException("an error has no kind");
        }
        return kind;
    }

    private static String string(JsonParser json, JsonToken value, String name) {
        if (value != JsonToken.VALUE_STRING) {
            throw new IllegalArgumentException(name + " has another type");
        }
        return json.getString();
    }

    private static long number(JsonParser json, JsonToken value, String name) {
        if (value != JsonToken.VALUE_NUMBER_INT) {
            throw new IllegalArgumentException(name + " has another type");
        }
        return json.getLongValue();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("fetchedAt is not a time", e);
        }
    }
}
