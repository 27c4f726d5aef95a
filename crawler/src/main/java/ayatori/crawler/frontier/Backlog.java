package ayatori.crawler.frontier;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hosts that have something queued, in no order: to find one takes no longer when there are many hosts. */
final class Backlog {
    private final List<Host> hosts = new ArrayList<>();

    /** A host has its first URL. */
    void add(Host host) {
        host.joinedBacklog(hosts.size());
        hosts.add(host);
    }

    /** A host's last URL is gone: the last host takes its place. */
    void remove(Host host) {
        int index = host.backlogIndex();
        Host last = hosts.removeLast();
        if (last != host) {
            hosts.set(index, last);
            last.joinedBacklog(index);
        }
        host.leftBacklog();
    }

    /** Some host with something queued; null if there is none. */
    @Nullable Host any() {
        return hosts.isEmpty() ? null : hosts.getLast();
    }
}
