package ayatori.web.http;

import ayatori.async.Async;
import ayatori.async.Awaitable;
import io.netty.resolver.DefaultHostsFileEntriesResolver;
import io.netty.resolver.ResolvedAddressTypes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Asks name servers for the names that are theirs, and the system for the others: single words, multicast names (RFC
 * 6762), and names in the file of hosts.
 *
 * <p>There are systems that do not get their names from the servers they list, or not from them alone. So until the
 * servers have answered, and again when they have stopped to, the system is asked as well, a little later.
 */
final class HostLookup implements NameLookup {
    /** How long the servers have before the system is asked too. */
    static final Duration HEAD_START = Duration.ofSeconds(2);

    /** As many questions without an answer are no one name's fault. */
    static final int IN_DOUBT = 3;

    private final NameLookup servers;
    private final NameLookup system;
    private final Predicate<String> listed;

    /** How many questions the servers have not answered since they last did; cancelled ones count too. */
    private int unanswered = IN_DOUBT;

    /** @param listed whether a name is in the file of hosts */
    HostLookup(NameLookup servers, NameLookup system, Predicate<String> listed) {
        this.servers = servers;
        this.system = system;
        this.listed = listed;
    }

    /** Names listed in this system's file of hosts, as of the first look at it. */
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
        List<Awaitable<Answer>> both = List.of(() -> askServers(hostName), () -> system.lookUp(hostName));
        try {
            return Async.staggeredRace(both, HEAD_START);
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
