package ayatori.crawler.testing;

import ayatori.crawler.testing.SimulatedPage.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A web that a seed determines: hosts with a power law of sizes, pages that link to one another, robots.txt, sitemaps,
 * redirects, cookie walls, traps, and servers that answer late, fail, and ask to be left alone.
 *
 * <p>What is on a page is a pure function of the seed and the page's URL. How a server behaves may also depend on what it was
 * asked before, as with real servers: one that fails does so for a while. The servers notice when they are asked too soon,
 * too often, or against their robots.txt; {@link #violations} tells.
 */
public final class SimulatedWeb {
    private static final int HOSTS_MAX = 8;
    private static final int PAGES_MAX = 60;

    private final long seed;
    private final Manners manners;
    private final List<SimulatedHost> hosts = new ArrayList<>();
    private final Map<String, SimulatedHost> byName = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    /**
     * How the crawler has promised to behave.
     *
     * @param delay the least time between the starts of two requests to a host
     * @param perHost requests to a host under way at once, at most
     * @param robots whether robots.txt is obeyed
     * @param forgetful how much of the time before a crash the crawler may forget
     */
    public record Manners(Duration delay, int perHost, boolean robots, Duration forgetful) {}

    /** The web of a seed. */
    public SimulatedWeb(long seed, Manners manners) {
        this.seed = seed;
        this.manners = manners;
        var random = new SplittableRandom(seed);
        int count = random.nextInt(1, HOSTS_MAX + 1);
        for (int rank = 0; rank < count; rank++) {
            // The size of the host of a rank is in proportion to 1 / rank.
            int pages = Math.max(1, random.nextInt(PAGES_MAX / 2, PAGES_MAX) / (rank + 1));
            var host = new SimulatedHost(this, "h" + rank + ".test", pages, random.split());
            hosts.add(host);
            byName.put(host.name(), host);
        }
    }

    /** {@return where a crawl of this web begins: the largest host, and one other} */
    public List<String> seeds() {
        List<String> seeds = new ArrayList<>();
        seeds.add("http://" + hosts.getFirst().name() + "/p0");
        if (hosts.size() > 1) {
            seeds.add("http://" + hosts.get(1).name() + "/p0");
        }
        return seeds;
    }

    /** {@return what the crawler did that it had promised not to do, one sentence each} */
    public List<String> violations() {
        return Collections.unmodifiableList(violations);
    }

    /**
     * Tells the servers that the crawler's process died at a time, so that what it learned just before may be forgotten.
     *
     * @param nanos the loop's time
     */
    public void crawlerDied(long nanos) {
        hosts.forEach(host -> host.crawlerDied(nanos));
    }

    /** The page at a URL, as it is when its server is well; null if there is no such host. */
    public @Nullable SimulatedPage page(String url) {
        int start = url.indexOf("://") + 3;
        int slash = url.indexOf('/', start);
        SimulatedHost host = byName.get(url.substring(start, slash));
        return host == null ? null : page(host, url.substring(slash));
    }

    SimulatedPage page(SimulatedHost host, String path) {
        var random = new SplittableRandom(seed ^ mix((host.name() + path).hashCode()));
        return switch (Kind.of(path)) {
            case PAGE, DENIED, WALL -> host.has(path) ? linked(host, random) : SimulatedPage.MISSING;
            case REDIRECT -> SimulatedPage.redirect(target(random, host));
            case TRAP -> SimulatedPage.of(List.of("http://" + host.name() + path + "/x"));
            case SITEMAP -> SimulatedPage.sitemap(listed(host));
            case OTHER -> SimulatedPage.MISSING;
        };
    }

    Manners manners() {
        return manners;
    }

    @Nullable SimulatedHost host(String name) {
        return byName.get(name);
    }

    void violation(String sentence) {
        violations.add(sentence);
    }

    private SimulatedPage linked(SimulatedHost host, SplittableRandom random) {
        List<String> links = new ArrayList<>();
        int count = random.nextInt(1, 9);
        for (int i = 0; i < count; i++) {
            links.add(target(random, host));
        }
        return SimulatedPage.of(links);
    }

    /** A link: to the same host more often than not, else to large hosts more often than to small ones. */
    private String target(SplittableRandom random, SimulatedHost from) {
        SimulatedHost to =
                random.nextInt(3) > 0 ? from : hosts.get((int) (hosts.size() * Math.pow(random.nextDouble(), 2)));
        return "http://" + to.name() + to.pathOf(random);
    }

    private static List<String> listed(SimulatedHost host) {
        List<String> pages = new ArrayList<>();
        for (int i = 0; i < host.pages(); i += 3) {
            pages.add("http://" + host.name() + "/p" + i);
        }
        return pages;
    }

    static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
        return mixed ^ (mixed >>> 33);
    }
}
