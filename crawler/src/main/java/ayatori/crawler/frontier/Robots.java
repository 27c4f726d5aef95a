package ayatori.crawler.frontier;

import ayatori.crawler.SkipReason;
import ayatori.crawler.store.KeyValueStore;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each host's robots.txt and answers from it (RFC 9309).
 *
 * <p>Rules hold for a day. A host whose robots.txt cannot be had is asked again as often as a page would be, its URLs
 * waiting; after that everything on it is denied for an hour, or, where older rules are known, those hold for another
 * hour (section 2.4 allows it). Then it is asked once more, if there is still something to request.
 *
 * <p><b>Memory.</b> The texts lie in the store, the parsed rules beside it; both have a budget in bytes. The parsed rules
 * that were used longest ago are evicted first, and parsed again when they are needed. So are texts, and the host is asked
 * for its robots.txt again when its next URL's turn comes. A {@linkplain #areCostly large} text is not stored, since
 * parsing it may take half a second: when its parsed rules are evicted, or after a restart, the host is asked again. So
 * that hosts cannot evict one another's rules for ever before any is used, an answer judges the host's next URL at once;
 * see {@link Host#judgedNext}.
 *
 * <p><b>Time.</b> A verdict may take time in proportion to the rules. The rules that a step looks at are counted in bytes,
 * and when the step's budget is spent, hosts with large rules wait for the next step.
 */
final class Robots {
    static final long RULES_HOLD_NANOS = 24 * 3600 * Nanos.SECOND;
    static final long UNREACHABLE_HOLDS_NANOS = 3600 * Nanos.SECOND;

    /** Hosts whose parsed rules are kept in memory. */
    static final int PARSED_MAX = 1_000;

    /** What they may take together. Rules of a usual size are all kept. */
    static final long PARSED_BYTES_MAX = 16 << 20;

    /** What the texts may take together. */
    static final long TEXT_BYTES_MAX = 32 << 20;

    /** Counted for each text besides its bytes. */
    private static final int TEXT_OVERHEAD_BYTES = 150;

    /** Texts above this are costly to parse, and their rules to ask. */
    static final int COSTLY_BYTES = 32 << 10;

    /** The rules that a step may look at. */
    static final long STEP_BYTES_MAX = 1 << 20;

    /** The rules that a step may look at for one host. */
    static final long TURN_BYTES_MAX = 256 << 10;

    /** To parse a text takes so many times as long as to look through it once. */
    private static final int PARSING_FACTOR = 4;

    private final KeyValueStore store;
    private final Keys keys;
    private final FrontierOptions.Access options;
    private final FrontierOptions.PaceOptions pace;
    private final HostRules.Parser parser;
    private final Evictions evictions;

    /** By the hosts' numbers. Both in the order of their last use, the least recent first. */
    private final LinkedHashMap<Integer, HostRules> parsed = new LinkedHashMap<>(16, 0.75f, true);

    private final LinkedHashMap<Integer, Integer> texts = new LinkedHashMap<>(16, 0.75f, true);

    private long parsedBytes;
    private long textBytes;
    private long stepBytes;

    /**
     * Opens the rules of a store.
     *
     * @param evictions told of each host that must be asked again because its rules were evicted
     */
    Robots(KeyValueStore store, Keys keys, FrontierOptions options, HostRules.Parser parser, Evictions evictions) {
        this.store = store;
        this.keys = keys;
        this.options = options.access();
        this.pace = options.pace();
        this.parser = parser;
        this.evictions = evictions;
    }

    /** Takes over what the store has of a host. */
    void adopt(int host, int bytes) {
        if (bytes > 0 && bytes <= COSTLY_BYTES) {
            keepText(host, bytes);
        }
    }

    /** A host has come into memory. Large rules are not in the store: if they are not in memory either, it is asked again. */
    void loaded(Host host) {
        if (areCostly(host) && !parsed.containsKey(host.id())) {
            host.robots().evicted();
        }
    }

    /** About how many bytes the parsed rules take. The texts are in the store and counted there. */
    long memoryBytes() {
        return parsedBytes + 100L * (parsed.size() + texts.size());
    }

    void beginStep() {
        stepBytes = 0;
    }

    /** Bytes of rules looked at in this step. */
    long stepBytes() {
        return stepBytes;
    }

    boolean isStepSpent() {
        return stepBytes >= STEP_BYTES_MAX;
    }

    /** Whether a verdict on a URL of this host may take long. */
    boolean areCostly(Host host) {
        return host.robots().textBytes() > COSTLY_BYTES;
    }

    /** Whether a host must be asked for its rules before its next page. */
    boolean mustAsk(Host host, long nowNanos) {
        return options.obeyRobots() && !host.robots().isCurrent(nowNanos);
    }

    /** Why a URL must not be requested of a host whose rules are current; null if it may be. */
    @Nullable SkipReason denial(Host host, String url) {
        if (!options.obeyRobots()) {
            return null;
        }
        return switch (host.robots().kind()) {
            case RULES -> allowedByRules(host, url) ? null : SkipReason.ROBOTS;
            case NONE -> null;
            case UNKNOWN, UNREACHABLE -> SkipReason.ROBOTS_UNREACHABLE;
        };
    }

    /** The line by which a URL is denied, out of rules that have just denied it; null if they are evicted already. */
    @Nullable String denyingLine(Host host, String url) {
        HostRules rules = parsed.get(host.id());
        if (rules == null) {
            return null;
        }
        stepBytes += rules.memoryBytes();
        return rules.denyingLine(url);
    }

    /** Notes that a host gave its rules. Other hosts' rules are evicted if need be. */
    void learn(Host host, RobotsAnswer.Rules answer, long nowNanos) {
        byte[] text = answer.text();
        host.robots().gaveRules(text.length, Nanos.after(nowNanos, RULES_HOLD_NANOS));
        if (areCostly(host)) {
            dropText(host.id());
        } else {
            store.put(keys.robots(host.id()), text);
            keepText(host.id(), text.length);
        }
        HostRules rules = answer.parsed() == null ? parse(host, text) : answer.parsed();
        keepParsed(host.id(), rules);
        host.crawlDelay(rules.crawlDelay(), pace);
        while (textBytes > TEXT_BYTES_MAX && texts.size() > 1) {
            evict(texts.firstEntry().getKey());
        }
    }

    /** Notes that a host has no rules. */
    void learnNone(Host host, long nowNanos) {
        forget(host.id());
        dropText(host.id());
        host.crawlDelay(null, pace);
        host.robots().gaveNone(Nanos.after(nowNanos, RULES_HOLD_NANOS));
    }

    /** Notes that nothing can be requested of a host. */
    void learnNoHost(Host host, long nowNanos) {
        learnNone(host, nowNanos);
        host.robots().hasNoHost(Nanos.after(nowNanos, RULES_HOLD_NANOS));
    }

    /** Notes that a host could not be asked; true when it is to be asked again before anything is decided. */
    boolean failed(Host host, long nowNanos) {
        host.robots().failed();
        if (host.robots().failures() <= options.retries()) {
            return true;
        }
        host.robots().stayedUnreachable(Nanos.after(nowNanos, UNREACHABLE_HOLDS_NANOS));
        return false;
    }

    /** Told of each host whose rules were evicted. */
    @FunctionalInterface
    interface Evictions {
        void evicted(int host);
    }

    private boolean allowedByRules(Host host, String url) {
        HostRules rules = parsed.get(host.id());
        if (rules == null) {
            byte[] text = store.get(keys.robots(host.id()));
            if (text == null) {
                throw new IllegalStateException("the frontier's store is damaged: no robots.txt of " + host.origin());
            }
            rules = parse(host, text);
            keepParsed(host.id(), rules);
        }
        texts.get(host.id()); // the most recently used now
        stepBytes += rules.memoryBytes();
        return rules.allowed(url);
    }

    private HostRules parse(Host host, byte[] text) {
        stepBytes += (long) PARSING_FACTOR * text.length;
        return parser.parse(host.origin(), text);
    }

    private void keepParsed(int host, HostRules rules) {
        forget(host);
        parsed.put(host, rules);
        parsedBytes += rules.memoryBytes();
        while (parsed.size() > PARSED_MAX || (parsedBytes > PARSED_BYTES_MAX && parsed.size() > 1)) {
            int oldest = parsed.firstEntry().getKey();
            if (!texts.containsKey(oldest)) {
                evict(oldest);
            } else {
                forget(oldest);
            }
        }
    }

    private void evict(int host) {
        forget(host);
        dropText(host);
        evictions.evicted(host);
    }

    private void forget(int host) {
        HostRules rules = parsed.remove(host);
        if (rules != null) {
            parsedBytes -= rules.memoryBytes();
        }
    }

    private void keepText(int host, int bytes) {
        Integer before = texts.put(host, bytes);
        textBytes += bytes - (before == null ? -TEXT_OVERHEAD_BYTES : before);
    }

    private void dropText(int host) {
        Integer bytes = texts.remove(host);
        if (bytes != null) {
            textBytes -= bytes + TEXT_OVERHEAD_BYTES;
        }
        store.delete(keys.robots(host));
    }
}
