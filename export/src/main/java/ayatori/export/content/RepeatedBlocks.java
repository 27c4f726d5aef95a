package ayatori.export.content;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds blocks that repeat over a site: those that are on at least five pages, and on a quarter of the pages, of a host. Headings are
 * none. Of a host at most 2,000 pages are looked at, of all hosts 50,000.
 */
final class RepeatedBlocks {
    private static final int PAGES_MIN = 5;
    private static final int SHARE = 4;
    private static final int HOST_PAGES_MAX = 2_000;
    private static final int PAGES_MAX = 50_000;

    private final Map<String, List<PageBlocks>> hosts = new HashMap<>();
    private final Set<Long> repeated = new HashSet<>();
    private int pages;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record PageBlocks(String url, long[] hashes) {}

    /** Takes note of a page's blocks. */
    void add(String url, List<Block> blocks) {
        List<PageBlocks> host = hosts.computeIfAbsent(Urls.origin(url), _ -> new ArrayList<>());
        if (pages < PAGES_MAX && host.size() < HOST_PAGES_MAX) {
            pages++;
            String origin = Urls.origin(url);
            host.add(new PageBlocks(
                    url,
                    blocks.stream()
                            .filter(block -> block.kind() != Block.Kind.HEADING)
                            .mapToLong(block -> hash(origin, block))
                            .distinct()
                            .toArray()));
        }
    }

    /** Decides, after all pages were added, and lets go of them. Pages that are left out do not count. */
    void decide(Set<String> leftOut) {
        for (List<PageBlocks> host : hosts.values()) {
            List<PageBlocks> kept =
                    host.stream().filter(page -> !leftOut.contains(page.url())).toList();
            long[] all = kept.stream()
                    .flatMapToLong(page -> Arrays.stream(page.hashes()))
                    .sorted()
                    .toArray();
            int needed = Math.max(PAGES_MIN, (kept.size() + SHARE - 1) / SHARE);
            for (int from = 0, at = 1; at <= all.length; at++) {
                if (at == all.length || all[at] != all[from]) {
                    if (at - from >= needed) {
                        repeated.add(all[from]);
                    }
                    from = at;
                }
            }
        }
        hosts.clear();
    }

    boolean contains(String url, Block block) {
        return !repeated.isEmpty()
                && block.kind() != Block.Kind.HEADING
                && repeated.contains(hash(Urls.origin(url), block));
    }

    private static long hash(String origin, Block block) {
        return Hashing.xxh3_64().hashCharsToLong(origin + "\n" + block.source());
    }
}
