package ayatori.cluster.topic;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.Manifest;
import ayatori.crawler.shard.ShardCounts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A record of the control topic. Its key says which it is; the newest of a key counts. */
public sealed interface ControlRecord {
    /** Its key. */
    String key();

    /** Its value, as JSON. */
    default byte[] value() {
        return Json.write(this);
    }

    /**
     * What the crawl is. Written once, by its start, after everything else is in place.
     *
     * @param format the version of the topics' layout
     * @param program the version of Ayatori that started it
     * @param shards the number of shards, and of partitions
     * @param created when
     * @param options the crawl's options, as in {@code crawl.json}
     */
    record Started(int format, String program, int shards, Instant created, JsonNode options) implements ControlRecord {
        /** The key. */
        public static final String KEY = "crawl";

        /**
         * The format that this version reads and writes: of the topics, of batches of links, and of the state of shards. A node of another
         * version of Ayatori, but of the same format, may work beside this one.
         */
        public static final int FORMAT = 1;

        /** The record of a new crawl. */
        public static Started of(CrawlOptions options, int shards, Instant created) {
            Manifest manifest = Manifest.of(options, created);
            return new Started(FORMAT, manifest.program(), shards, created, Json.tree(manifest.options()));
        }

        @Override
        public String key() {
            return KEY;
        }

        /** What a crawl folder would say of it. */
        public Manifest manifest() {
            return new Manifest(Manifest.FORMAT, program, created, options.toString(), null);
        }

        /**
         * The options, without credentials.
         *
         * @throws FolderException if they cannot be understood
         */
        public CrawlOptions.Builder crawlOptions() throws FolderException {
            return manifest().crawlOptions();
        }
    }

    /**
     * Whether the crawl is to go on.
     *
     * @param since when this was said
     * @param by who said it, and why: shown to users
     */
    record State(RunState state, Instant since, String by) implements ControlRecord {
        /** The key. */
        public static final String KEY = "state";

        @Override
        public String key() {
            return KEY;
        }
    }

    /**
     * Whether the whole crawl is idle: no shard has anything to request, and no links are on their way.
     *
     * @param epoch rises with each change
     */
    record Idle(long epoch, boolean isIdle) implements ControlRecord {
        /** The key. */
        public static final String KEY = "idle";

        @Override
        public String key() {
            return KEY;
        }
    }

    /**
     * A URL that widened the scope: a seed has led to it by a redirect.
     *
     * @param url also in the key, so that each is there once
     */
    record Widened(String url) implements ControlRecord {
        static final String KEYS = "scope/";

        @Override
        public String key() {
            return KEYS + url;
        }
    }

    /**
     * What a shard says when it becomes idle or busy, in the transaction of the step by which it became so.
     *
     * @param number the shard's
     * @param isIdle whether it has nothing to request
     * @param heard the epoch of the last {@link Idle} record it has taken up
     * @param counts at that step
     */
    record Shard(int number, boolean isIdle, long heard, ShardCounts counts) implements ControlRecord {
        static final String KEYS = "shard/";

        @Override
        public String key() {
            return KEYS + number;
        }
    }

    /**
     * What a node says every two seconds. It deletes the record when it leaves in order.
     *
     * @param id the node's name, unique in the crawl
     * @param host the name of its machine
     * @param version of Ayatori
     * @param clock its time
     * @param since when it started
     * @param hasLease whether it may request pages
     * @param inFlight its requests under way
     * @param shards its shards
     */
    record Node(
            String id,
            String host,
            String version,
            Instant clock,
            Instant since,
            boolean hasLease,
            int inFlight,
            List<Share> shards)
            implements ControlRecord {
        static final String KEYS = "node/";

        @Override
        public String key() {
            return keyOf(id);
        }

        /** The key of a node's record. */
        public static String keyOf(String id) {
            return KEYS + id;
        }
    }

    /**
     * What the shards of a node had done when it left in order: they have no node for a moment, or until there are nodes again, and the
     * limits of the whole crawl hold all the same.
     *
     * @param id the node's name
     * @param shards its shards
     */
    record Left(String id, List<Share> shards) implements ControlRecord {
        static final String KEYS = "left/";

        @Override
        public String key() {
            return KEYS + id;
        }
    }

    /**
     * One shard of a node.
     *
     * @param number the shard's
     */
    record Share(int number, ShardCounts counts) {}

    /**
     * Reads a record.
     *
     * @param value null if the record was deleted
     * @return null if it was deleted, is of a kind that this version does not know, or cannot be understood
     */
    static @Nullable ControlRecord read(String key, byte @Nullable [] value) {
        Class<? extends ControlRecord> kind = kind(key);
        if (value == null || kind == null) {
            return null;
        }
        try {
            return Json.read(value, kind);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable Class<? extends ControlRecord> kind(String key) {
        return switch (key) {
            case Started.KEY -> Started.class;
            case State.KEY -> State.class;
            case Idle.KEY -> Idle.class;
            default -> {
                if (key.startsWith(Widened.KEYS)) {
                    yield Widened.class;
                } else if (key.startsWith(Shard.KEYS)) {
                    yield Shard.class;
                } else if (key.startsWith(Left.KEYS)) {
                    yield Left.class;
                }
                yield key.startsWith(Node.KEYS) ? Node.class : null;
            }
        };
    }
}
