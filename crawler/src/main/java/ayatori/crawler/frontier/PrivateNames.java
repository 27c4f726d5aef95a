package ayatori.crawler.frontier;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Hosts whose name alone says that their address is loopback or private: {@code localhost}, and addresses written out. Of
 * other names nobody knows before an answer has come.
 */
final class PrivateNames {
    private PrivateNames() {}

    /**
     * Whether an origin's host is one.
     *
     * @param origin {@code scheme://host[:port]}, as the URL parser serializes it
     */
    static boolean contain(String origin) {
        int start = origin.indexOf("://") + 3;
        int colon = origin.indexOf(':', origin.startsWith("[", start) ? origin.indexOf(']', start) : start);
        String host = origin.substring(start, colon < 0 ? origin.length() : colon);
        if (host.startsWith("[")) {
            return host.equals("[::1]")
                    || host.startsWith("[fc")
                    || host.startsWith("[fd")
                    || host.startsWith("[fe80:");
        }
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        return host.equals("localhost") || host.endsWith(".localhost") || isPrivateIpv4(host);
    }

    /** Whether an address that is known is loopback, link-local, or private (RFC 1918, RFC 4193). */
    static boolean isPrivate(@Nullable InetAddress address) {
        return address != null
                && (address.isLoopbackAddress()
                        || address.isSiteLocalAddress()
                        || address.isLinkLocalAddress()
                        || (address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC));
    }

    /** Loopback (RFC 1122), private (RFC 1918), or link-local (RFC 3927). */
    private static boolean isPrivateIpv4(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        int[] octets = new int[4];
        for (int i = 0; i < 4; i++) {
            if (!parts[i].matches("[0-9]{1,3}")) {
                return false;
            }
            octets[i] = Integer.parseInt(parts[i]);
        }
        return octets[0] == 127
                || octets[0] == 10
                || (octets[0] == 172 && octets[1] >= 16 && octets[1] < 32)
                || (octets[0] == 192 && octets[1] == 168)
                || (octets[0] == 169 && octets[1] == 254);
    }
}
