package ayatori.archive.replay;

import ayatori.web.url.Url;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names under which archived hosts are replayed: {@code TIME.SCHEME.HOST.TOKEN.localhost}, for example {@code
 * 20260102030405.https.example.org.k3v9x2.localhost}. Browsers resolve such names to this machine themselves.
 *
 * <p>The token is new in each run. A page on the web cannot guess it, so it cannot load anything of the archive.
 */
final class ReplayHosts {
    private static final Pattern NAME = Pattern.compile(
            "(?<time>[0-9]{4,17})(?<plain>-plain)?\\.(?<scheme>https?)(?:-(?<port>[0-9]{1,5}))?\\.(?<host>[a-z0-9._-]+)");
    private static final String IPV6 = "ip6-";

    /** DNS allows no longer name, and browsers do not look it up. */
    private static final int NAME_MAX = 253;

    private final String suffix;
    private final int port;

    ReplayHosts(String token, int port) {
        this.suffix = "." + token + ".localhost";
        this.port = port;
    }

    /**
     * An archived host at a time.
     *
     * @param timestamp the time
     * @param origin its origin, for example {@code https://example.org}
     * @param isPlain whether its content is shown outside of the sandbox, which the browser's viewer of PDFs needs
     */
    record Archived(String timestamp, String origin, boolean isPlain) {}

    /** What all names match, for policies. */
    String pattern() {
        return "http://*" + suffix + ":" + port;
    }

    /** The archived host that a Host header names; null if it names no archived host. */
    @Nullable Archived archived(String hostHeader) {
        String end = suffix + ":" + port;
        if (!hostHeader.endsWith(end)) {
            return null;
        }
        Matcher name = NAME.matcher(hostHeader.substring(0, hostHeader.length() - end.length()));
        if (!name.matches()) {
            return null;
        }
        String host = name.group("host");
        if (host.startsWith(IPV6)) {
            host = "[" + host.substring(IPV6.length()).replace('-', ':') + "]";
        }
        String number = name.group("port");
        return new Archived(
                name.group("time"),
                name.group("scheme") + "://" + host + (number == null ? "" : ":" + number),
                name.group("plain") != null);
    }

    /** Where a URL is replayed; null if it cannot be: it is not an http or https URL, or its host's name is too long. */
    @Nullable String replayed(Url url, String timestamp, boolean isPlain) {
        if (!url.isHttp()) {
            return null;
        }
        String host = url.host().startsWith("[")
                ? IPV6 + url.host().substring(1, url.host().length() - 1).replace(':', '-')
                : url.host();
        boolean usual = url.port() == (url.scheme().equals("https") ? 443 : 80);
        String name = timestamp + (isPlain ? "-plain" : "") + "." + url.scheme() + (usual ? "" : "-" + url.port()) + "."
                + host + suffix;
        if (name.length() > NAME_MAX) {
            return null;
        }
        String fragment = url.fragment();
        return "http://" + name + ":" + port + url.pathAndQuery() + (fragment == null ? "" : "#" + fragment);
    }

    /** Whether a URL leads to one of these names. */
    boolean isReplayed(Url url) {
        return url.host().endsWith(suffix);
    }
}
