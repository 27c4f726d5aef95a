package ayatori.web.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code /etc/resolv.conf} says (resolv.conf(5)).
 *
 * @param servers the name servers, in the order in which to ask them; may be empty
 * @param searchDomains where to look for a name that is not one by itself
 */
record ResolvConf(List<InetSocketAddress> servers, List<String> searchDomains) {
    static final ResolvConf NONE = new ResolvConf(List.of(), List.of());

    private static final Path FILE = Path.of("/etc/resolv.conf");
    private static final int PORT = 53;

    /** As many as the system's own resolver takes. */
    private static final int SERVERS_MAX = 3;

    private static final int SEARCH_DOMAINS_MAX = 6;

    /** This system's; without servers where it has no such file. */
    static ResolvConf ofSystem() {
        try {
            return parse(Files.readString(FILE, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return NONE;
        }
    }

    /** Reads the text of the file. What is not understood is passed over, as the system does. */
    static ResolvConf parse(String text) {
        List<InetSocketAddress> servers = new ArrayList<>();
        List<String> searchDomains = List.of();
        for (String line : text.lines().toList()) {
            List<String> words = List.of(line.strip().split("\\s+", -1));
            List<String> values = words.subList(1, words.size());
            switch (words.getFirst()) {
                case "nameserver" -> values.stream().limit(1).forEach(address -> addServer(servers, address));
                case "search" -> searchDomains = domains(values, SEARCH_DOMAINS_MAX);
                case "domain" -> searchDomains = domains(values, 1);
                default -> {}
            }
        }
        return new ResolvConf(List.copyOf(servers), searchDomains);
    }

    private static void addServer(List<InetSocketAddress> servers, String address) {
        try {
            if (servers.size() < SERVERS_MAX) {
                servers.add(new InetSocketAddress(InetAddress.ofLiteral(address), PORT));
            }
        } catch (IllegalArgumentException _) {
            // not an address
        }
    }

    private static List<String> domains(List<String> words, int most) {
        return words.stream()
                .map(DnsQuestion::withoutLastDot)
                .filter(domain -> !domain.isEmpty())
                .limit(most)
                .toList();
    }
}
