package ayatori.web.http;

import ayatori.async.Async;
import ayatori.async.Awaitable;
import io.netty.resolver.DefaultHostsFileEntriesResolver;
import io.netty.resolver.ResolvedAddressTypes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Asks name servers for most names, and the system for single words, multicast names (RFC 6762) and names in the hosts
 * file.
 *
 * <p>Some systems resolve names by other means than the servers they list. So until the servers have answered, and again
 * when they have stopped answering, the system is asked as well, a little later.
 */
final class HostLookup implements NameLookup {
    /** How long to wait for the servers before the system is asked too. */
    static final Duration HEAD_START = Duration.ofSeconds(2);

    /** After this many questions in a row without an answer, the servers are at fault. */
    static final int IN_DOUBT = 3;

    private final NameLookup servers;
    private final NameLookup system;
    private final Predicate<String> listed;

    /** The questions since the servers last answered; cancelled ones count too. */
    private int unanswered = IN_DOUBT;

    /** @param listed whether a name is in the hosts file */
    HostLookup(NameLookup servers, NameLookup system, Predicate<String> listed) {
        this.servers = servers;
        this.system = system;
        this.listed = listed;
    }

    /** Names in this system's hosts file, as read at the first call. */
    static Predicate<String> hostsFile() {
        var hosts = new DefaultHostsFileEntriesResolver();
        return name -> hosts.address(name, ResolvedAddressTypes.IPV4_PREFERRED) != null;
    }

    @Override
    public Answer lookUp(String hostName) throws IOException {
        String name = DnsQuestion.withoutLastDot(hostName);
        if (name.indexOf('.') < 0 || name.endsWith(".local") || listed.test(name)) {
            return system.lookUp(hostName);
        }
        boolean inDoubt = unanswered >= IN_DOUBT;
        unanswered++;
        if (!inDoubt) {
            return askServers(hostName);
        }
        var shortage = new AtomicReference<IOException>();
        List<Awaitable<Answer>> both = List.of(
                () -> {
                    try {
                        return askServers(hostName);
                    } catch (IOException e) {
                        if (Failures.isShortage(e)) {
                            shortage.set(e);
                        }
                        throw e;
                    }
                },
                () -> system.lookUp(hostName));
        try {
            Answer answer = Async.staggeredRace(both, HEAD_START);
            if (answer.addresses().isEmpty() && shortage.get() != null) {
                throw shortage.get(); // without descriptors the system finds no name either
            }
            return answer;
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private Answer askServers(String hostName) throws IOException {
        Answer answer = servers.lookUp(hostName);
        unanswered = 0;
        return answer;
    }
}
