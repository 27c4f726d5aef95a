package ayatori.cli;

import ayatori.crawler.CrawlAccessBuilder;
import ayatori.crawler.CrawlOptions;
import ayatori.web.auth.Keyring;
import ayatori.web.proxy.Proxies;
import ayatori.web.url.Url;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How the crawler logs in to sites, and through which proxies it reaches them. */
final class AccessArguments {

    private @Nullable Path cookieFile;
    private boolean noCookies;
    private List<String> auth = List.of();
    private @Nullable Path authFile;
    private boolean netrc;
    private List<String> proxies = List.of();
    private List<Path> archives = List.of();

    OptionGroup options() {
        return new OptionGroup("Access:")
                .value(
                        "--cookies",
                        "FILE",
                        Converters::path,
                        value -> cookieFile = value,
                        "Start with the cookies in a file of the format that curl, wget and browser extensions write.")
                .flag("--no-cookies", value -> noCookies = value, "Keep no cookies.")
                // Converted later: picocli repeats a value that it cannot convert, and these are secrets.
                .values(
                        "--auth",
                        "HOST=USER:PASSWORD",
                        UnaryOperator.identity(),
                        values -> auth = values,
                        "Log in to a host, or HOST='Bearer TOKEN'; https unless written http://HOST:PORT=...; repeatable."
                                + " Other users of this machine can see it: prefer --auth-file.")
                .value(
                        "--auth-file",
                        "FILE",
                        Converters::path,
                        value -> authFile = value,
                        "The same from a file, one line for each host.")
                .flag("--netrc", value -> netrc = value, "The same from ~/.netrc, for https.")
                .values(
                        "--proxy",
                        "URL",
                        UnaryOperator.identity(),
                        values -> proxies = values,
                        "Use a proxy: http://[USER:PASSWORD@]HOST:PORT or socks5://..., with http= or https= before it for"
                                + " that scheme only. Repeat it to spread hosts over several; none uses no proxy (default:"
                                + " http_proxy, https_proxy, all_proxy and no_proxy).")
                .values(
                        "--from",
                        "PATH",
                        Converters::path,
                        values -> archives = values,
                        "Read this WARC file, folder of them or crawl folder in place of the web: the latest capture of each"
                                + " URL; repeatable. Without a URL to start from, all captures are read.");
    }

    /** The archives that are read in place of the web; none for the web. */
    List<Path> archives() {
        return archives;
    }

    /**
     * Sets the options.
     *
     * @throws IllegalArgumentException with a sentence for the user, without secrets
     */
    void apply(CrawlOptions.Builder options, Map<String, String> environment) {
        applyGiven(options, environment);
        if (proxies.isEmpty()) {
            options.proxies(Proxies.fromEnvironment(environment));
        }
    }

    /**
     * Sets the options of a crawl that goes on: those that were given, and leaves the others as recorded.
     *
     * @throws IllegalArgumentException with a sentence for the user, without secrets
     */
    void applyGiven(CrawlOptions.Builder options, Map<String, String> environment) {
        if (noCookies && cookieFile != null) {
            throw new IllegalArgumentException("--cookies and --no-cookies exclude each other");
        }
        options.access(access -> applyGiven(access, environment));
    }

    private void applyGiven(CrawlAccessBuilder access, Map<String, String> environment) {
        if (noCookies) {
            access.cookies(false);
        }
        if (!archives.isEmpty()) {
            access.archives(archives.stream().map(Path::toAbsolutePath).toList());
        }
        if (cookieFile != null) {
            access.cookieFile(cookieFile);
        }
        access.credentials(credentials(environment));
        if (!proxies.isEmpty()) {
            access.proxies(givenProxies());
        }
    }

    /** A warning if the credentials for a seed's host are for another scheme or port only; null if there is none. */
    static @Nullable String misdirected(CrawlOptions options) {
        Keyring keys = options.access().credentials();
        for (String seed : options.seeds()) {
            Url url = Url.tryParse(seed);
            Url meant = url == null ? null : Url.tryParse("https://" + url.host() + "/");
            if (url != null && meant != null && keys.of(url) == null && keys.of(meant) != null) {
                return "the credentials for " + meant.origin() + " are not sent to " + url.origin()
                        + "; if they are meant for it, write " + url.origin() + "=...";
            }
        }
        return null;
    }

    private Keyring credentials(Map<String, String> environment) {
        Keyring keys = Keyring.EMPTY;
        if (netrc) {
            Path file = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".netrc");
            keys = told(file.toString(), keys, known -> known.withNetrc(read(file)));
        }
        if (authFile != null) {
            Path file = authFile;
            keys = told(file.toString(), keys, known -> known.withLines(read(file)));
        }
        for (String line : auth) {
            keys = told("--auth", keys, known -> known.with(line));
        }
        return keys;
    }

    private Proxies givenProxies() {
        if (proxies.contains("none")) {
            if (proxies.size() > 1) {
                throw new IllegalArgumentException("--proxy: none excludes other proxies");
            }
            return Proxies.NONE;
        }
        try {
            return Proxies.of(proxies);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--proxy: " + e.getMessage(), e);
        }
    }

    private static Keyring told(String where, Keyring keys, UnaryOperator<Keyring> more) {
        try {
            return more.apply(keys);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no such file", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("it cannot be read as a file of UTF-8 text", e);
        }
    }
}
