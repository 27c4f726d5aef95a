package ayatori.web.http;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Permits public addresses, and for some hosts the private addresses that their first look-up gave. The exemption belongs
 * to those addresses, not to the name: a name that was public at first never leads to a private address later (DNS
 * rebinding), and one that was private leads to no other private address. Used by any thread.
 */
final class PinnedAddresses implements AddressPolicy {
    private final Set<String> hosts;

    /** The private addresses of each host's first look-up; empty where that had a public one. */
    private final ConcurrentHashMap<String, Set<InetAddress>> pinned = new ConcurrentHashMap<>();

    PinnedAddresses(Collection<String> exemptHosts) {
        hosts = new HashSet<>();
        exemptHosts.forEach(host -> hosts.add(hostName(host)));
    }

    private static String hostName(String host) {
        if (host.startsWith("[")) {
            return host.substring(1, host.length() - 1);
        }
        return DnsQuestion.withoutLastDot(host);
    }

    @Override
    public boolean permits(String host, InetAddress address) {
        return PublicAddresses.contains(address)
                || pinned.getOrDefault(host, Set.of()).contains(address);
    }

    @Override
    public List<InetAddress> permitted(String host, List<InetAddress> answer) {
        if (hosts.contains(host) && !answer.isEmpty()) {
            pinned.computeIfAbsent(
                    host, _ -> answer.stream().anyMatch(PublicAddresses::contains) ? Set.of() : Set.copyOf(answer));
        }
        return AddressPolicy.super.permitted(host, answer);
    }
}
