package ayatori.crawler.frontier;

import java.util.BitSet;

/** The hosts that have something queued, one bit each. */
final class Backlog {
    private final BitSet hosts = new BitSet();

    /** No host before this one has anything queued. */
    private int least;

    /** A host has its first URL. */
    void add(int host) {
        hosts.set(host);
        least = Math.min(least, host);
    }

    /** A host's last URL is gone. */
    void remove(int host) {
        hosts.clear(host);
    }

    /** The first host after another with something queued; -1 if there is none. */
    int after(int host) {
        return hosts.nextSetBit(host + 1);
    }

    /** Some host with something queued; -1 if there is none. Passes over each host without any only once. */
    int any() {
        int host = hosts.nextSetBit(least);
        least = host < 0 ? hosts.length() : host;
        return host;
    }
}
