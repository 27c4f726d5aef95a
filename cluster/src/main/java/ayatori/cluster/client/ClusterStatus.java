package ayatori.cluster.client;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a crawl in a cluster stands, by what its nodes have said last.
 *
 * @param name the crawl's name
 * @param state {@code running}, {@code paused}, {@code stopped} or {@code done}
 * @param since since when
 * @param created when the crawl was started
 * @param shards how many shards it has
 * @param nodes the nodes
 * @param pages records of pages
 * @param failed records of pages without an answer
 * @param skipped records of skipped URLs
 * @param queued URLs that wait
 * @param inFlight requests under way
 * @param hosts hosts that are known
 * @param bytes bytes of decoded bodies
 * @param requisites records of requisites, which are not among the pages
 * @param lacking how many pages lack a required field, by its name
 * @param misfits how many pages have something that does not fit a field's type or filter, by the field's name
 */
public record ClusterStatus(
        String name,
        String state,
        Instant since,
        Instant created,
        int shards,
        List<NodeShare> nodes,
        long pages,
        long failed,
        long skipped,
        long queued,
        long inFlight,
        long hosts,
        long bytes,
        long requisites,
        SortedMap<String, Long> lacking,
        SortedMap<String, Long> misfits) {
    /** Copies the lists. */
    public ClusterStatus {
        nodes = List.copyOf(nodes);
        lacking = Collections.unmodifiableSortedMap(new TreeMap<>(lacking));
        misfits = Collections.unmodifiableSortedMap(new TreeMap<>(misfits));
    }

    /**
     * A node, and its share of the crawl.
     *
     * @param id tells it from all others
     * @param host the name of its machine
     * @param version of Ayatori
     * @param seen when it spoke last
     * @param isLate whether it has been silent for longer than nodes are: it was killed, is frozen or cut off
     * @param shards the shards that it has
     * @param pages records of pages in these shards, by whatever node
     * @param queued URLs that wait in them
     * @param inFlight requests under way
     */
    public record NodeShare(
            String id,
            String host,
            String version,
            Instant seen,
            boolean isLate,
            List<Integer> shards,
            long pages,
            long queued,
            long inFlight) {
        /** Copies the list. */
        public NodeShare {
            shards = List.copyOf(shards);
        }
    }
}
