package ayatori.web.http;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;

/**
 * Decides which addresses may be connected to. It judges the very addresses that are then connected to, after each look-up,
 * so a name that resolves to something else the second time gains nothing.
 *
 * {@snippet :
 * AddressPolicy policy = (host, address) -> host.equals("intranet.example")
 *         || AddressPolicy.publicOnly().permits(host, address);
 * }
 */
@FunctionalInterface
public interface AddressPolicy {
    /**
     * Whether a connection to {@code address} may be made for {@code host}.
     *
     * @param host the host as the URL names it, in lower case, IPv6 addresses without brackets
     * @param address one address of it
     */
    boolean permits(String host, InetAddress address);

    /**
     * The addresses of one look-up that may be connected to, in order. Called once for each look-up, with the whole answer;
     * by default it asks {@link #permits} about each.
     *
     * @param host as in {@link #permits}
     * @param answer all addresses of the host, or the one that the URL names
     */
    default List<InetAddress> permitted(String host, List<InetAddress> answer) {
        return answer.stream().filter(address -> permits(host, address)).toList();
    }

    /** Permits every address. */
    static AddressPolicy any() {
        return (_, _) -> true;
    }

    /**
     * Permits addresses of the public internet only: not loopback, private, link-local, shared (100.64/10), multicast,
     * unique-local, documentation, benchmark or reserved ones, nor IPv6 addresses that embed such an IPv4 address
     * (mapped, NAT64, 6to4), following the IANA special-purpose address registries.
     */
    static AddressPolicy publicOnly() {
        return (_, address) -> PublicAddresses.contains(address);
    }

    /**
     * Permits addresses of the public internet, and for {@code hosts} also other ones, but only those of each host's first
     * look-up, and only if it gave no public address. One policy serves any number of sessions and threads, and should be
     * shared by those that belong together.
     *
     * @param hosts names or addresses as URLs spell them, in lower case
     */
    static AddressPolicy publicAndFirstOf(Collection<String> hosts) {
        return new PinnedAddresses(hosts);
    }
}
