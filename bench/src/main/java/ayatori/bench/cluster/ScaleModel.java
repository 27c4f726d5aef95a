package ayatori.bench.cluster;

import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What a crawl of many nodes comes to, from what was measured with few: {@link Measured}. Registered domains have sizes by Zipf's law and
 * lie in shards by a hash, shards lie evenly on nodes. A domain is asked once in each delay. The crawl is followed through time, from the
 * first page to the last, with the large domains one by one and the rest together.
 *
 * <p>Arguments: none. It prints the table of {@code docs/scale.md}.
 */
final class ScaleModel {
    /** By {@code bench/cluster}, on two cores; the comments of docs/scale.md say when and how. */
    private static final class Measured {
        /** CPU time of a node for a page, with a standby copy of another node's shards. */
        static final double CPU_PER_PAGE = 640e-6;

        /** Of it, what the one thread of Kafka Streams takes. */
        static final double STREAM_THREAD_PER_PAGE = 190e-6;

        /** What all topics keep of a page, compressed, before copies. */
        static final double TOPIC_BYTES_PER_PAGE = 1_700;

        /** State of a known URL, on average of waiting ones and of those that are done. */
        static final double STATE_BYTES_PER_URL = 390;

        /** How fast a node restores state from its changelog. */
        static final double RESTORED_BYTES_PER_SECOND = 20e6;

        /** The broker's CPU time for a partition in a transaction. */
        static final double BROKER_PER_PARTITION = 200e-6;

        private Measured() {}
    }

    private static final int CORES = 8;
    private static final double COMMITS_PER_SECOND = 2;
    private static final int COPIES = 3;
    private static final double DELAY = 1;

    /** As in Common Crawl: some three billion pages of some thirty-five million registered domains. */
    private static final double URLS_PER_DOMAIN = 85;

    /** What is found of a domain at most, as site owners and traps make some endless. */
    private static final double DOMAIN_MAX = 1e7;

    private static final int SINGLE_DOMAINS = 1_000_000;

    private final int nodes;
    private final int shards;
    private final double urls;
    private final double domains;

    private ScaleModel(int nodes, double urls) {
        this.nodes = nodes;
        this.shards = Math.max(32, 4 * nodes);
        this.urls = urls;
        this.domains = urls / URLS_PER_DOMAIN;
    }

    /** Prints the table. */
    public static void main(String[] arguments) {
        System.out.println(
                "| nodes | URLs | pages/s | hosts asked at once | nine tenths done | all done | largest shard | state of a node | restored in"
                        + " | topics, with copies | brokers' cores for commits |");
        System.out.println("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (int nodes : new int[] {10, 100, 1_000}) {
            for (double urls : new double[] {1e9, 1e10, 1e11}) {
                System.out.println(new ScaleModel(nodes, urls).row());
            }
        }
    }

    private String row() {
        double capacity = nodes * Math.min(CORES / Measured.CPU_PER_PAGE, 1 / Measured.STREAM_THREAD_PER_PAGE);
        double scale = zipfScale();
        double[] times = times(capacity, scale);
        double stateOfNode = urls / nodes * Measured.STATE_BYTES_PER_URL * 2;
        double partitionsPerCommit = shards + 4.0 * shards / nodes;
        double brokerCores = nodes * COMMITS_PER_SECOND * partitionsPerCommit * Measured.BROKER_PER_PARTITION;
        return String.format(
                Locale.ROOT,
                "| %,d | %s | %,.0f | %,.0f | %s | %s | %.2f times the mean | %,.0f GB | %s | %,.1f TB | %,.0f |",
                nodes,
                power(urls),
                capacity,
                capacity * DELAY,
                time(times[0]),
                time(times[1]),
                largestShard(scale),
                stateOfNode / 1e9,
                time(stateOfNode / 2 / Measured.RESTORED_BYTES_PER_SECOND),
                urls * Measured.TOPIC_BYTES_PER_PAGE * COPIES / 1e12,
                brokerCores);
    }

    /** The size of the domain of a rank is this divided by the rank, at most {@link #DOMAIN_MAX}. */
    private double zipfScale() {
        double low = 0;
        double high = urls;
        while (high - low > 1) {
            double scale = (low + high) / 2;
            if (sizes(scale, 0) < urls) {
                low = scale;
            } else {
                high = scale;
            }
        }
        return high;
    }

    /** The URLs of all domains beyond the first so many of each. */
    private double sizes(double scale, double beyond) {
        double max = Math.min(DOMAIN_MAX, scale);
        if (beyond >= max) {
            return 0;
        }
        double capped = scale / max; // so many domains have the largest size
        double last = Math.min(domains, beyond > 0 ? scale / beyond : domains);
        return capped * (max - beyond) + scale * Math.log(last / capped) - beyond * (last - capped);
    }

    /** When nine tenths are done, and all: all domains at once until few are left, but not more than the nodes can. */
    private double[] times(double capacity, double scale) {
        double done90 = -1;
        double time = 0;
        double asked = 0; // of each domain that is not exhausted
        double step = 1;
        while (true) {
            double left = sizes(scale, asked);
            if (done90 < 0 && left <= urls / 10) {
                done90 = time;
            }
            if (left < 1) {
                return new double[] {done90, time};
            }
            double more = left - sizes(scale, asked + step);
            time += Math.max(step * DELAY, more / capacity);
            asked += step;
            step = Math.max(1, asked / 200);
        }
    }

    /** How much the largest shard has, in times of the mean: the large domains are hashed one by one, the rest is even. */
    private double largestShard(double scale) {
        var random = new SplittableRandom(1);
        var load = new double[shards];
        double single = 0;
        for (int rank = 1; rank <= Math.min(SINGLE_DOMAINS, domains); rank++) {
            double size = Math.min(DOMAIN_MAX, scale / rank);
            load[random.nextInt(shards)] += size;
            single += size;
        }
        double largest = 0;
        for (double shard : load) {
            largest = Math.max(largest, shard + (urls - single) / shards);
        }
        return largest / (urls / shards);
    }

    private static String power(double urls) {
        return "10"
                + switch ((int) Math.round(Math.log10(urls))) {
                    case 9 -> "⁹";
                    case 10 -> "¹⁰";
                    default -> "¹¹";
                };
    }

    private static String time(double seconds) {
        Duration time = Duration.ofSeconds(Math.round(seconds));
        if (time.toDays() >= 3) {
            return String.format(Locale.ROOT, "%,d days", time.toDays());
        }
        return time.toHours() >= 3 ? time.toHours() + " h" : Math.max(1, time.toMinutes()) + " min";
    }
}
