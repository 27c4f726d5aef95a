package ayatori.web.proxy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy a request goes through, by scheme and host. Immutable; two are equal when they choose alike.
 *
 * {@snippet :
 * Proxies.of(List.of("http://a.example:3128", "http://b.example:3128"));      // hosts are shared out between them
 * Proxies.of(List.of("https=socks5://127.0.0.1:9050"));                       // https only
 * Proxies.fromEnvironment(System.getenv());                                   // https_proxy and so on
 * }
 *
 * <p>Of several proxies, each host has its own, so that it sees one visitor, and the others in turn should that one fail.
 */
public final class Proxies {
    /** No proxy for anything. */
    public static final Proxies NONE = new Proxies(List.of(), List.of(), "");

    private final List<ProxyServer> http;
    private final List<ProxyServer> https;
    private final String exceptions;
    private final NoProxy except;

    private Proxies(List<ProxyServer> http, List<ProxyServer> https, String exceptions) {
        this.http = List.copyOf(http);
        this.https = List.copyOf(https);
        this.exceptions = exceptions;
        this.except = NoProxy.parse(exceptions);
    }

    /**
     * The proxies that {@code settings} name: each a {@link ProxyServer#parse proxy}, with {@code http=} or {@code https=}
     * before it where it is for that scheme only.
     *
     * @throws IllegalArgumentException what is wrong with one, without repeating it
     */
    public static Proxies of(List<String> settings) {
        var http = new ArrayList<ProxyServer>();
        var https = new ArrayList<ProxyServer>();
        for (String setting : settings) {
            String lower = setting.toLowerCase(Locale.ROOT);
            if (lower.startsWith("http=")) {
                http.add(ProxyServer.parse(setting.substring(5)));
            } else if (lower.startsWith("https=")) {
                https.add(ProxyServer.parse(setting.substring(6)));
            } else {
                http.add(ProxyServer.parse(setting));
                https.add(http.getLast());
            }
        }
        return new Proxies(http, https, "");
    }

    /**
     * Proxies by scheme.
     *
     * @param exceptions hosts that are asked without a proxy, as in the variable {@code no_proxy}; may be empty
     */
    public static Proxies of(List<ProxyServer> http, List<ProxyServer> https, String exceptions) {
        return new Proxies(http, https, exceptions);
    }

    /**
     * What the variables {@code http_proxy}, {@code https_proxy}, {@code all_proxy} and {@code no_proxy} say, in lower
     * case or, where that is not set, in upper case. {@code HTTP_PROXY} does not count where there is
     * {@code REQUEST_METHOD}: there, a web server has made it of a header that anybody may send. This machine itself is
     * never asked for through a proxy.
     *
     * @throws IllegalArgumentException which variable names no proxy, without repeating it
     */
    public static Proxies fromEnvironment(Map<String, String> variables) {
        String noProxy = variable(variables, "no_proxy");
        List<ProxyServer> http = fromVariable(variables, "http_proxy");
        List<ProxyServer> https = fromVariable(variables, "https_proxy");
        return http.isEmpty() && https.isEmpty()
                ? NONE
                : new Proxies(http, https, (noProxy == null ? "" : noProxy) + ",localhost,127.0.0.0/8,::1");
    }

    private static List<ProxyServer> fromVariable(Map<String, String> variables, String name) {
        for (String candidate : List.of(name, "all_proxy")) {
            String value = variable(variables, candidate);
            if (value != null) {
                try {
                    return List.of(ProxyServer.parse(value));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "the environment variable " + candidate + " names no proxy: " + e.getMessage(), e);
                }
            }
        }
        return List.of();
    }

    private static @Nullable String variable(Map<String, String> variables, String name) {
        String value = variables.get(name);
        if (value == null && !(name.equals("http_proxy") && variables.containsKey("REQUEST_METHOD"))) {
            value = variables.get(name.toUpperCase(Locale.ROOT));
        }
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** All proxies for the scheme {@code http}. */
    public List<ProxyServer> http() {
        return http;
    }

    /** All proxies for the scheme {@code https}. */
    public List<ProxyServer> https() {
        return https;
    }

    /** The hosts that are asked without a proxy, as in the variable {@code no_proxy}; may be empty. */
    public String exceptions() {
        return exceptions;
    }

    /**
     * The proxies for a host, in the order in which to try them; empty for none, which is to go there directly.
     *
     * @param scheme {@code http} or {@code https}
     * @param host the host as the URL names it, in lower case, IPv6 addresses without brackets
     */
    public List<ProxyServer> of(String scheme, String host, int port) {
        List<ProxyServer> all = scheme.equals("https") ? https : http;
        if (all.isEmpty() || except.contains(host, port)) {
            return List.of();
        }
        if (all.size() == 1) {
            return all;
        }
        var turned = new ArrayList<>(all);
        Collections.rotate(turned, Math.floorMod((host.hashCode() * 0x9E3779B9) >>> 8, all.size()));
        return turned;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Proxies proxies
                && http.equals(proxies.http)
                && https.equals(proxies.https)
                && exceptions.equals(proxies.exceptions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(http, https, exceptions);
    }

    /** All proxies, without their credentials. */
    @Override
    public String toString() {
        return "Proxies[http=" + http + ", https=" + https + "]";
    }
}
