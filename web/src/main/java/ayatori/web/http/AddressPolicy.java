package ayatori.web.http;

import java.net.InetAddress;

/**
 * Decides which addresses may be connected to. It is asked about the very address a connection is about to be made to,
 * after the look-up, so a name that resolves to something else the second time gains nothing.
 *
 * {@snippet :
 * AddressPolicy policy = (host, address) -> host.equals("intranet.example")
 *         || AddressPolicy.publicOnly().permits(host, address);
 * }
 */
@FunctionalInterface
public interface AddressPolicy {
    /**
     * Whether a connection to {@code address} may be made for the sake of {@code host}.
     *
     * @param host the host as the URL names it, in lower case, IPv6 addresses without brackets
     * @param address one address of it
     */
    boolean permits(String host, InetAddress address);

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
}
