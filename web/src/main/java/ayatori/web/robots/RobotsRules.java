package ayatori.web.robots;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules one robots.txt gives one crawler: which URLs it may fetch, how long it should wait between two requests,
 * and where the sitemaps are.
 *
 * {@snippet :
 * // given: byte[] body
 * RobotsRules rules = RobotsRules.forStatus(200, body, "text/plain", "https://example.org/robots.txt", "Ayatori");
 * if (rules.allowed("https://example.org/private/")) { }
 * }
 *
 * <p>Parsing is crawler-commons'. Follows RFC 9309, with the Crawl-delay and Sitemap extensions. Rules do not change and may
 * be shared between threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9309.html">RFC 9309</a>
 */
public final class RobotsRules {
    /** Longer delays are cut to this, which can be added to an instant without overflow. */
    private static final long CRAWL_DELAY_MILLIS_MAX = Duration.ofDays(365).toMillis();

    /** How many warnings about one file the parser may log. */
    private static final int WARNINGS_MAX = 0;

    /** A {@code *} or {@code $} of a path is data; that of a pattern is not. */
    private static final boolean[] ESCAPED_IN_PATHS = escapedInPaths();

    /** Characters that need no encoding in a path. The percent sign does, since one path has several encodings. */
    private static final boolean[] UNESCAPED = unescaped();

    /** What the rules of a host take besides their lines, and what a sitemap takes besides its characters. */
    private static final int OBJECT_BYTES = 72;

    private static final RobotsRules ALLOW_ALL =
            new RobotsRules(new SimpleRobotRules(RobotRulesMode.ALLOW_ALL), Map.of());
    private static final RobotsRules DISALLOW_ALL =
            new RobotsRules(new SimpleRobotRules(RobotRulesMode.ALLOW_NONE), Map.of());

    private final boolean allowsNone;
    private final long crawlDelayMillis;
    private final List<String> sitemaps;
    private final PathRules rules;

    /**
     * Takes over what was parsed.
     *
     * @param numbers of the lines, by their patterns
     */
    private RobotsRules(SimpleRobotRules parsed, Map<String, Integer> numbers) {
        allowsNone = parsed.isAllowNone();
        crawlDelayMillis = parsed.getCrawlDelay();
        sitemaps = List.copyOf(parsed.getSitemaps());
        var lines = new PathRules.Builder();
        for (var line : parsed.getRobotRules()) {
            String path = line.getPrefix();
            lines.add(path, line.isAllow());
            // Google's parser lets a line that allows a folder's index page allow the folder's own URL, and sites
            // rely on it.
            if (line.isAllow() && (path.endsWith("/index.html") || path.endsWith("/index.htm"))) {
                lines.add(path.substring(0, path.lastIndexOf('/') + 1) + "$", true);
            }
        }
        rules = lines.build(numbers);
    }

    /** Rules that allow every URL: what the absence of a robots.txt means. */
    public static RobotsRules allowAll() {
        return ALLOW_ALL;
    }

    /** Rules that allow no URL: what an unreachable robots.txt means until it can be read (RFC 9309 section 2.3.1.4). */
    public static RobotsRules disallowAll() {
        return DISALLOW_ALL;
    }

    /**
     * The rules in {@code content} for the crawler called {@code agentName}.
     *
     * @param content the body of robots.txt as it came: UTF-8, UTF-16, or any other octets, which are compared as they are
     * @param contentType the Content-Type it came with, or {@code null}; tells an HTML page from a robots.txt
     * @param robotsUrl where it came from; relative sitemap addresses are resolved against it
     * @param agentName the crawler's product token, such as {@code Ayatori}, in any letter case; a version after a slash is
     *     dropped, and {@code *} asks for the rules of all crawlers that have no group of their own
     */
    public static RobotsRules parse(byte[] content, @Nullable String contentType, String robotsUrl, String agentName) {
        return parse(content, contentType, robotsUrl, List.of(agentName));
    }

    /**
     * The rules in {@code content} for a crawler that answers to several names; groups that match any of them are
     * merged.
     *
     * @param content the body of robots.txt as it came
     * @param contentType the Content-Type it came with, or {@code null}
     * @param robotsUrl where it came from
     * @param agentNames product tokens; empty asks for the rules of {@code *}
     */
    public static RobotsRules parse(
            byte[] content, @Nullable String contentType, String robotsUrl, Collection<String> agentNames) {
        // The parser turns a Crawl-delay over its maximum into "disallow all". The crawler wants to know the delay.
        var parser = new SimpleRobotRulesParser(CRAWL_DELAY_MILLIS_MAX, WARNINGS_MAX);
        byte[] text = RobotsText.prepared(content);
        Collection<String> tokens = tokens(agentNames);
        SimpleRobotRules parsed = parser.parseContent(robotsUrl, text, contentType == null ? "" : contentType, tokens);
        boolean hasRules = !parsed.getRobotRules().isEmpty();
        return new RobotsRules(parsed, hasRules ? RobotsLines.of(text, tokens, RobotsRules::compared) : Map.of());
    }

    /**
     * The rules that the answer to a request for robots.txt implies (RFC 9309 section 2.3.1). A 2xx is parsed. A 4xx means
     * that there are no rules; so does a 3xx, which is one redirect too many. A 5xx, or no HTTP status (0), means that the
     * host is unreachable and nothing on it may be fetched for now.
     *
     * @param status the status code, 0 when no answer came
     * @param content the body, read only for a 2xx
     * @param contentType the Content-Type of the body, or {@code null}
     * @param robotsUrl the URL that gave this answer
     * @param agentName the crawler's product token
     */
    public static RobotsRules forStatus(
            int status, byte[] content, @Nullable String contentType, String robotsUrl, String agentName) {
        return switch (status / 100) {
            case 2 -> parse(content, contentType, robotsUrl, agentName);
            case 3, 4 -> allowAll();
            default -> disallowAll();
        };
    }

    /**
     * Whether {@code url} (absolute, of the host the rules came from) may be fetched.
     *
     * <p>The URL of robots.txt itself is judged like any other. RFC 9309 allows it implicitly so that the rules can be read,
     * and a crawler that reads them does not ask.
     *
     * <p>The time of a verdict is bounded. Where the rules are made to take longer, the URL is not allowed.
     */
    public boolean allowed(String url) {
        if (allowsNone) {
            return false;
        }
        return rules.isEmpty() || rules.allow(escaped(pathAndQuery(url)));
    }

    /**
     * The line by which {@code url} may not be fetched, such as {@code Disallow: /private/, line 12}, with its pattern
     * percent-encoded as it is compared; null if the URL is allowed, or denied by no single line.
     */
    public @Nullable String denyingLine(String url) {
        String line = allowsNone ? null : rules.denying(escaped(pathAndQuery(url)));
        return line == null ? null : "Disallow: " + line;
    }

    /**
     * The lines of a robots.txt that have their line end: what can be trusted of a file of which only the beginning came. The
     * last line of such a file may be cut in two, and {@code Disallow: /} or {@code Allow: /} is not what it said.
     *
     * @param content the beginning of the file, as it came
     */
    public static byte[] wholeLines(byte[] content) {
        return RobotsText.wholeLines(content);
    }

    /** The Crawl-delay asked for: at least this long between two requests. {@code null} when none was. */
    public @Nullable Duration crawlDelay() {
        return crawlDelayMillis < 0 ? null : Duration.ofMillis(Math.min(crawlDelayMillis, CRAWL_DELAY_MILLIS_MAX));
    }

    /** The absolute sitemap URLs named in the file, in its order. They hold for every crawler. */
    public List<String> sitemaps() {
        return sitemaps;
    }

    /** About how much memory these rules take, in bytes, for callers that keep those of many hosts. */
    public long memoryBytes() {
        long bytes = OBJECT_BYTES + rules.memoryBytes();
        for (String sitemap : sitemaps) {
            bytes += OBJECT_BYTES + sitemap.length();
        }
        return bytes;
    }

    private static String pathAndQuery(String url) {
        int scheme = url.indexOf("://");
        int authority = scheme < 0 ? 0 : scheme + 3;
        int path = authority;
        while (path < url.length() && "/?#".indexOf(url.charAt(path)) < 0) {
            path++;
        }
        int fragment = url.indexOf('#', path);
        String found = url.substring(path, fragment < 0 ? url.length() : fragment);
        return found.startsWith("/") ? found : "/" + found;
    }

    /** A pattern as the parser encodes it. */
    private static String compared(String pattern) {
        return SimpleRobotRules.escapePath(pattern, null);
    }

    /** A path percent-encoded as patterns are. Most are already, and checking is much cheaper than encoding. */
    static String escaped(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c >= UNESCAPED.length || !UNESCAPED[c]) {
                return SimpleRobotRules.escapePath(path, ESCAPED_IN_PATHS);
            }
        }
        return path;
    }

    private static boolean[] unescaped() {
        var unescaped = new boolean[128];
        for (char c = '!'; c <= '~'; c++) {
            String path = "/" + c;
            unescaped[c] = c != '%'
                    && SimpleRobotRules.escapePath(path, ESCAPED_IN_PATHS).equals(path);
        }
        return unescaped;
    }

    private static boolean[] escapedInPaths() {
        var escaped = new boolean[128];
        escaped['*'] = true;
        escaped['$'] = true;
        return escaped;
    }

    private static Collection<String> tokens(Collection<String> agentNames) {
        return agentNames.stream()
                .map(name -> name.split("[/\\s]", 2)[0].toLowerCase(Locale.ROOT))
                .filter(token -> !token.isEmpty() && !token.equals("*"))
                .collect(Collectors.toSet());
    }
}
