package ayatori.crawler.frontier;

import ayatori.crawler.store.KeyValueStore;
import java.util.LinkedHashMap;

/**
 * Keeps each host's robots.txt and answers from it (RFC 9309).
 *
 * <p>Rules hold for a day. A host whose robots.txt cannot be had is asked again as often as a page would be, its URLs
 * waiting; after that everything on it is denied for an hour, or, where older rules are known, those hold for another
 * hour (section 2.4 allows it). Then it is asked once more, if there is still something to request.
 */
final class Robots {
    static final long RULES_HOLD_NANOS = 24 * 3600 * Nanos.SECOND;
    static final long UNREACHABLE_HOLDS_NANOS = 3600 * Nanos.SECOND;

    /** Hosts whose parsed rules are kept in memory; others' are parsed again out of the store. */
    static final int PARSED_MAX = 1_000;

    /** What they may take together. Rules of a usual size are all kept. */
    static final long PARSED_BYTES_MAX = 16 << 20;

    private final KeyValueStore store;
    private final Keys keys;
    private final FrontierOptions options;
    private final HostRules.Parser parser;

    /** Those that were asked for longest ago first. */
    private final LinkedHashMap<Host, HostRules> parsed = new LinkedHashMap<>(16, 0.75f, true);

    private long parsedBytes;

    Robots(KeyValueStore store, Keys keys, FrontierOptions options, HostRules.Parser parser) {
        this.store = store;
        this.keys = keys;
        this.options = options;
        this.parser = parser;
    }

    /** Whether a host must be asked for its rules before its next page. */
    boolean mustAsk(Host host, long nowNanos) {
        return options.access().obeyRobots() && !host.robots().isCurrent(nowNanos);
    }

    boolean allows(Host host, String url) {
        if (!options.access().obeyRobots()) {
            return true;
        }
        return switch (host.robots().kind()) {
            case RULES -> rules(host).allowed(url);
            case NONE -> true;
            case UNKNOWN, UNREACHABLE -> false;
        };
    }

    /** Notes that a host gave its rules. */
    void learn(Host host, byte[] text, long nowNanos) {
        store.put(keys.robots(host.id()), text);
        HostRules rules = parser.parse(host.origin(), text);
        remember(host, rules);
        host.pace().crawlDelay(rules.crawlDelay());
        host.robots().settle(RobotsStanding.Kind.RULES, Nanos.after(nowNanos, RULES_HOLD_NANOS));
    }

    /** Notes that a host has no rules. */
    void learnNone(Host host, long nowNanos) {
        forget(host);
        store.delete(keys.robots(host.id()));
        host.pace().crawlDelay(null);
        host.robots().settle(RobotsStanding.Kind.NONE, Nanos.after(nowNanos, RULES_HOLD_NANOS));
    }

    /** Notes that a host could not be asked; true when it is to be asked again before anything is decided. */
    boolean failed(Host host, long nowNanos) {
        RobotsStanding standing = host.robots();
        standing.failed();
        if (standing.failures() <= options.access().retries()) {
            return true;
        }
        boolean hasOlder = standing.kind() == RobotsStanding.Kind.RULES || standing.kind() == RobotsStanding.Kind.NONE;
        standing.settle(
                hasOlder ? standing.kind() : RobotsStanding.Kind.UNREACHABLE,
                Nanos.after(nowNanos, UNREACHABLE_HOLDS_NANOS));
        return false;
    }

    private HostRules rules(Host host) {
        HostRules rules = parsed.get(host);
        if (rules == null) {
            byte[] text = store.get(keys.robots(host.id()));
            if (text == null) {
                throw new IllegalStateException("the frontier's store is damaged: no robots.txt of " + host.origin());
            }
            rules = parser.parse(host.origin(), text);
            remember(host, rules);
        }
        return rules;
    }

    private void remember(Host host, HostRules rules) {
        forget(host);
        parsed.put(host, rules);
        parsedBytes += rules.memoryBytes();
        while (parsed.size() > PARSED_MAX || (parsedBytes > PARSED_BYTES_MAX && parsed.size() > 1)) {
            forget(parsed.firstEntry().getKey());
        }
    }

    private void forget(Host host) {
        HostRules rules = parsed.remove(host);
        if (rules != null) {
            parsedBytes -= rules.memoryBytes();
        }
    }
}
