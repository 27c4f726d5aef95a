package ayatori.web.url;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The host parser (URL standard §3.5). A host is represented by its serialization. */
final class HostParser {
    private HostParser() {}

    /** Parses the host in {@code bytes[from..to)}, which is well-formed UTF-8 and not empty. */
    static String parse(byte[] bytes, int from, int to, boolean isOpaque) throws ParsingFailure {
        if (bytes[from] == '[') {
            if (bytes[to - 1] != ']') {
                throw new ParsingFailure(ValidationError.IPV6_UNCLOSED);
            }
            return '[' + Ipv6Address.serialize(Ipv6Address.parse(bytes, from + 1, to - 1)) + ']';
        }
        if (isOpaque) {
            return opaqueHost(bytes, from, to);
        }
        String domain = new String(PercentEncodeSet.percentDecode(bytes, from, to), UTF_8);
        String asciiDomain = DomainToAscii.domainToAscii(domain);
        if (Ipv4Address.endsInNumber(asciiDomain)) {
            return Ipv4Address.serialize(Ipv4Address.parse(asciiDomain));
        }
        return asciiDomain;
    }

    private static String opaqueHost(byte[] bytes, int from, int to) throws ParsingFailure {
        for (int i = from; i < to; i++) {
            if (isForbidden(bytes[i])) {
                throw new ParsingFailure(ValidationError.HOST_INVALID_CODE_POINT, bytes[i]);
            }
        }
        var host = new StringBuilder(to - from);
        PercentEncodeSet.C0_CONTROL.append(host, bytes, from, to);
        return host.toString();
    }

    /** A forbidden host code point (URL standard §3.2). */
    static boolean isForbidden(int c) {
        return switch (c) {
            case 0, '\t', '\n', '\r', ' ', '#', '/', ':', '<', '>', '?', '@', '[', '\\', ']', '^', '|' -> true;
            default -> false;
        };
    }
}
