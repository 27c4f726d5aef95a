package ayatori.web.proxy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code no_proxy} says, as curl and Go read it: hosts with all below them, addresses, networks such as
 * {@code 10.0.0.0/8}, each perhaps with a port, or {@code *} for everything.
 */
final class NoProxy {
    /**
     * A host and its subdomains.
     *
     * @param port the only port meant; -1 for all
     */
    private record Name(String name, int port) {}

    /** An address, or all that begin with the same {@code bits}. */
    private record Network(byte[] address, int bits, int port) {
        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if (((address[bit >> 3] ^ other[bit >> 3]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final Pattern PORT = Pattern.compile("(\\[.*]|[^:]*):([0-9]{1,5})");

    private final List<Name> names = new ArrayList<>();
    private final List<Network> networks = new ArrayList<>();
    private boolean everything;

    private NoProxy() {}

    static NoProxy parse(String text) {
        var except = new NoProxy();
        for (String entry : text.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
            if (!entry.isEmpty()) {
                except.add(entry);
            }
        }
        return except;
    }

    private void add(String entry) {
        if (entry.equals("*")) {
            everything = true;
            return;
        }
        Matcher withPort = PORT.matcher(entry);
        int port = -1;
        String host = entry;
        if (withPort.matches()) {
            host = withPort.group(1);
            port = Integer.parseInt(withPort.group(2));
        }
        int slash = host.indexOf('/');
        byte[] address = address(slash < 0 ? host : host.substring(0, slash));
        if (address != null) {
            String bits = slash < 0 ? "" + address.length * 8 : host.substring(slash + 1);
            if (bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= address.length * 8) {
                networks.add(new Network(address, Integer.parseInt(bits), port));
            }
            return;
        }
        String name = host.startsWith("*.") ? host.substring(2) : host.startsWith(".") ? host.substring(1) : host;
        names.add(new Name(name, port));
    }

    boolean contains(String host, int port) {
        if (everything) {
            return true;
        }
        String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        for (Name name : names) {
            if ((name.port < 0 || name.port == port) && (bare.equals(name.name) || bare.endsWith("." + name.name))) {
                return true;
            }
        }
        byte[] address = networks.isEmpty() ? null : address(bare);
        return address != null
                && networks.stream()
                        .anyMatch(network -> (network.port < 0 || network.port == port) && network.contains(address));
    }

    /** The bytes of an address; null if {@code text} is a name. */
    private static byte @Nullable [] address(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (bare.indexOf(':') < 0 && !bare.matches("[0-9]+(\\.[0-9]+){3}")) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(bare).getAddress();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
