package ayatori.web.robots;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules one robots.txt gives one crawler: which URLs it may fetch, how long it should wait between two requests,
 * and where the sitemaps are.
 *
 * {@snippet :
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
    /** Longer delays are cut to this: nobody waits so long, and adding it to an instant is safe. */
    private static final long CRAWL_DELAY_MILLIS_MAX = Duration.ofDays(365).toMillis();

    /** How many complaints about one file the parser may log. */
    private static final int WARNINGS_MAX = 0;

    /** Thousands of times what real files take, and some milliseconds. */
    private static final long VERDICT_STEPS_MAX = 2_000_000;

    private static final byte[] UTF_8_BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** A {@code *} or {@code $} of a path is data, where that of a pattern is not. */
    private static final boolean[] ESCAPED_IN_PATHS = escapedInPaths();

    /** Characters that a path may hold as they are. A percent sign is none: what it begins may be encoded in another way. */
    private static final boolean[] UNESCAPED = unescaped();

    /** What a rule takes besides the characters of its pattern: three objects and a place in a list. */
    private static final int RULE_BYTES = 72;

    private static final RobotsRules ALLOW_ALL = new RobotsRules(new SimpleRobotRules(RobotRulesMode.ALLOW_ALL));
    private static final RobotsRules DISALLOW_ALL = new RobotsRules(new SimpleRobotRules(RobotRulesMode.ALLOW_NONE));

    private final boolean allowsNone;
    private final long crawlDelayMillis;
    private final List<String> sitemaps;

    /** The most specific rule first. */
    private final List<PathRule> rules;

    private RobotsRules(SimpleRobotRules parsed) {
        allowsNone = parsed.isAllowNone();
        crawlDelayMillis = parsed.getCrawlDelay();
        sitemaps = List.copyOf(parsed.getSitemaps());
        var rules = new ArrayList<PathRule>();
        for (var rule : parsed.getRobotRules()) {
            rules.add(PathRule.of(rule.getPrefix(), rule.isAllow()));
            // Google's parser lets a line that allows a folder's index page allow the folder's own address, and
            // sites rely on it.
            int index = rule.getPrefix().lastIndexOf("/index.htm");
            if (rule.isAllow()
                    && index >= 0
                    && rule.getPrefix().substring(index).matches("/index\\.html?")) {
                rules.add(PathRule.of(rule.getPrefix().substring(0, index + 1) + "$", true));
            }
        }
        rules.sort(PathRule.MOST_SPECIFIC_FIRST);
        this.rules = List.copyOf(rules);
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
     * @param content the body of robots.txt as it came; UTF-8, or UTF-16 with a byte order mark
     * @param contentType the Content-Type it came with, or {@code null}; tells an HTML page from a robots.txt
     * @param robotsUrl where it came from; relative sitemap addresses are resolved against it
     * @param agentName the crawler's product token, such as {@code Ayatori}, in any case; a version after a slash is
     *     dropped, and {@code *} asks for the rules of everybody else
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
        // The parser turns a long Crawl-delay into "disallow all" unless told that none is too long; we would
        // rather know the delay.
        var parser = new SimpleRobotRulesParser(CRAWL_DELAY_MILLIS_MAX, WARNINGS_MAX);
        return new RobotsRules(parser.parseContent(
                robotsUrl, withoutByteOrderMark(content), contentType == null ? "" : contentType, tokens(agentNames)));
    }

    /**
     * The rules that the answer to a request for robots.txt implies, as RFC 9309 section 2.3.1 lists them: a 2xx is
     * parsed; a 4xx means there are no rules; so does a 3xx, which can only be one redirect too many; a 5xx means the
     * host is to be left alone for now, and so does anything that is no HTTP status (0 for an unreachable host).
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
     * <p>The file's own address gets no special treatment: RFC 9309 allows it implicitly so that the rules can be read,
     * and whoever reads them does not ask; as a page like any other it is subject to them.
     *
     * <p>Rules that were made to take long are not tried to their end: what they do not allow until then may not be
     * fetched.
     */
    public boolean allowed(String url) {
        if (allowsNone) {
            return false;
        }
        if (rules.isEmpty()) {
            return true;
        }
        String path = escaped(pathAndQuery(url));
        var effort = new PathRule.Effort(VERDICT_STEPS_MAX);
        for (PathRule rule : rules) {
            boolean matches = rule.matches(path, effort);
            if (effort.isSpent()) {
                return false;
            }
            if (matches) {
                return rule.allow();
            }
        }
        return true;
    }

    /** The Crawl-delay asked for: at least this long between two requests. {@code null} when none was. */
    public @Nullable Duration crawlDelay() {
        return crawlDelayMillis < 0 ? null : Duration.ofMillis(Math.min(crawlDelayMillis, CRAWL_DELAY_MILLIS_MAX));
    }

    /** The absolute sitemap URLs named in the file, in its order. They hold for every crawler. */
    public List<String> sitemaps() {
        return sitemaps;
    }

    /** About how much memory these rules take, in bytes: for whoever keeps those of many hosts. */
    public long memoryBytes() {
        long bytes = RULE_BYTES;
        for (PathRule rule : rules) {
            bytes += RULE_BYTES + rule.pattern().length();
        }
        for (String sitemap : sitemaps) {
            bytes += RULE_BYTES + sitemap.length();
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

    /** Leaves out a UTF-8 byte order mark even where only its first bytes are there, as Google's parser does. */
    private static byte[] withoutByteOrderMark(byte[] content) {
        int start = 0;
        while (start < UTF_8_BYTE_ORDER_MARK.length
                && start < content.length
                && content[start] == UTF_8_BYTE_ORDER_MARK[start]) {
            start++;
        }
        return start == 0 ? content : Arrays.copyOfRange(content, start, content.length);
    }

    /** A path percent-encoded as patterns are. Most are that already, and to see it is much quicker than to encode. */
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
