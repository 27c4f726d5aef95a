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
 * <p><b>Memory.</b> The texts lie in the store. The parsed rules of as many hosts as are in memory lie beside it, within a
 * budget in bytes; those that were used longest ago are evicted first, and parsed again when they are needed. A large
 * text may take half a second for that, so the driver is told to parse it. When rules arrive, the
 * host's next URL is judged at once ({@link Host#judgedNext}). Otherwise many hosts could keep evicting each other's rules, and
 * none would be used.
 *
 * <p>In a crawl in memory, texts have a budget too, and large ones are not stored. A host whose text was evicted is asked for
 * its robots.txt again when its next URL's turn comes.
 *
 * <p><b>Time.</b> A verdict may take time in proportion to the rules. The rules that a step looks at are counted in bytes,
 * and when the step's budget is spent, hosts with large rules wait for the next step.
 */
final class Robots {
    static final long RULES_HOLD_NANOS = 24 * 3600 * Nanos.SECOND;
    static final long UNREACHABLE_HOLDS_NANOS = 3600 * Nanos.SECOND;

    /** What the parsed rules may take together. Rules of a usual size are all kept. */
    static final long PARSED_BYTES_MAX = 32 << 20;

    /** What the texts may take together in a crawl in memory. */
    static final long TEXT_BYTES_MAX = 32 << 20;

    /** Counted for each text besides its bytes. */
    private static final int TEXT_OVERHEAD_BYTES = 150;

    /** Texts above this are costly to parse, and their rules to ask. */
    static final int COSTLY_BYTES = 32 << 10;

    /** Texts above this that lie on a disk are parsed again by the driver. Shorter ones take less than a millisecond. */
    static final int PARSED_HERE_BYTES_MAX = 8 << 10;

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
    private final int parsedMax;

    /** Whether the texts are on a disk, where they need no budget. */
    private final boolean isDurable;

    /** By the hosts' numbers. Both in the order of their last use, the least recent first. */
    private final LinkedHashMap<Integer, HostRules> parsed = new LinkedHashMap<>(16, 0.75f, true);

    /** The lengths of the texts in a crawl in memory. */
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
        parsedMax = options.hostsInMemory();
        isDurable = options.isSaved();
    }

    /** A host has come into memory. A large text that is not in the store and not parsed must be asked for again. */
    void loaded(Host host) {
        if (!isDurable && mustParse(host)) {
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

    /** Whether the rules of a host, which are current, must be {@linkplain #text parsed} by the driver before its next page. */
    boolean mustParse(Host host) {
        int most = isDurable ? PARSED_HERE_BYTES_MAX : COSTLY_BYTES;
        return options.obeyRobots() && host.robots().textBytes() > most && !parsed.containsKey(host.id());
    }

    /** The text of a host's robots.txt. */
    byte[] text(Host host) {
        byte[] text = store.get(keys.robots(host.id()));
        if (text == null) {
            throw new DamagedStoreException("no robots.txt of " + host.origin());
        }
        return text;
    }

    /** Takes rules that the driver has parsed of a text in the store. */
    void parsed(Host host, HostRules rules) {
        keepParsed(host.id(), rules);
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
        boolean isStored = isDurable || text.length <= COSTLY_BYTES;
        if (isStored) {
            store.put(keys.robots(host.id()), text);
            keepText(host.id(), text.length);
        } else {
            dropText(host);
        }
        host.robots().gaveRules(text.length, Nanos.after(nowNanos, RULES_HOLD_NANOS));
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
        dropText(host);
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
            rules = parse(host, text(host));
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
        while (parsed.size() > parsedMax || (parsedBytes > PARSED_BYTES_MAX && parsed.size() > 1)) {
            int oldest = parsed.firstEntry().getKey();
            if (isDurable || texts.containsKey(oldest)) {
                forget(oldest);
            } else {
                evict(oldest);
            }
        }
    }

    private void evict(int host) {
        forget(host);
        forgetText(host);
        store.delete(keys.robots(host));
        evictions.evicted(host);
    }

    private void forget(int host) {
        HostRules rules = parsed.remove(host);
        if (rules != null) {
            parsedBytes -= rules.memoryBytes();
        }
    }

    private void keepText(int host, int bytes) {
        if (!isDurable) {
            forgetText(host);
            texts.put(host, bytes);
            textBytes += bytes + TEXT_OVERHEAD_BYTES;
        }
    }

    private void dropText(Host host) {
        forgetText(host.id());
        if (host.robots().textBytes() > 0) {
            store.delete(keys.robots(host.id()));
        }
    }

    private void forgetText(int host) {
        Integer bytes = texts.remove(host);
        if (bytes != null) {
            textBytes -= bytes + TEXT_OVERHEAD_BYTES;
        }
    }
}
