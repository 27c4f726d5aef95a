package ayatori.crawler.testing;

import ayatori.crawler.testing.SimulatedPage.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
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
    private static final int HOSTS_OF_A_LARGE_WEB = 40;
    private static final int PAGES_MAX = 32;

    /** One web in four: some faults show only in crawls that have kept much. */
    private static final int PAGES_MAX_OF_A_LONG_CRAWL = 80;

    /** A commit begins half a second after the first change, when the one before has been written. */
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(800);

    /** How long it takes to write two commits. */
    private static final Duration COMMIT_AT_ONCE = Duration.ofMillis(260);

    private final long seed;
    private final Manners manners;
    private final boolean hasRequisites;
    private long answersWaitNanos;
    private final List<SimulatedHost> hosts = new ArrayList<>();
    private final Map<String, SimulatedHost> byOrigin = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private int underWay;

    /**
     * How the crawler has promised to behave.
     *
     * @param delay the least time between the starts of two requests to a host
     * @param perHost requests to a host under way at once, at most
     * @param concurrency requests under way at once, at most
     * @param robots whether robots.txt is obeyed
     */
    public record Manners(Duration delay, int perHost, int concurrency, boolean robots) {}

    /** The web of a seed, whose pages consist of their links alone. */
    public SimulatedWeb(long seed, Manners manners) {
        this(seed, manners, false);
    }

    /**
     * The web of a seed.
     *
     * @param hasRequisites whether pages have images and style sheets
     */
    public SimulatedWeb(long seed, Manners manners, boolean hasRequisites) {
        this.seed = seed;
        this.manners = manners;
        this.hasRequisites = hasRequisites;
        var random = new SplittableRandom(seed);
        int count = random.nextInt(1, (random.nextInt(10) == 0 ? HOSTS_OF_A_LARGE_WEB : HOSTS_MAX) + 1);
        int pagesMax = random.nextInt(4) == 0 ? PAGES_MAX_OF_A_LONG_CRAWL : PAGES_MAX;
        for (int rank = 0; rank < count; rank++) {
            // The size of the host of a rank is in proportion to 1 / rank.
            int pages = Math.max(1, random.nextInt(pagesMax / 2, pagesMax) / (rank + 1));
            var host = new SimulatedHost(this, origin(rank), pages, random.split());
            hosts.add(host);
            byOrigin.put(host.origin(), host);
        }
    }

    /** Some hosts are on HTTPS, some on a port of their own; some share a name with another. */
    private static String origin(int rank) {
        return switch (rank % 4) {
            case 1 -> "https://h" + rank + ".test";
            case 2 -> "http://h" + rank + ".test:8080";
            case 3 -> "http://h" + (rank - 2) + ".test";
            default -> "http://h" + rank + ".test";
        };
    }

    /** {@return where a crawl of this web begins: the largest host, and one other} */
    public List<String> seeds() {
        List<String> seeds = new ArrayList<>();
        seeds.add(hosts.getFirst().origin() + "/p0");
        if (hosts.size() > 1) {
            seeds.add(hosts.get(1).origin() + "/p0");
        }
        return seeds;
    }

    /** {@return what the crawler did that it had promised not to do, one sentence each} */
    public List<String> violations() {
        return Collections.unmodifiableList(violations);
    }

    /**
     * Tells the servers that the crawler's process died, so that what it learned just before may be forgotten: a block, if
     * there was no time to commit it at once; anything else, if it is younger than a commit interval.
     *
     * @param nanos when, in nanoseconds since the epoch
     */
    public void crawlerDied(long nanos) {
        underWay = 0;
        hosts.forEach(host -> host.crawlerDied(nanos - COMMIT_INTERVAL.toNanos(), nanos - COMMIT_AT_ONCE.toNanos()));
    }

    /**
     * Tells the servers of some hosts the same, whose requests were ended before.
     *
     * @param isConcerned told the origins
     */
    void crawlerDied(long nanos, Predicate<String> isConcerned) {
        hosts.stream()
                .filter(host -> isConcerned.test(host.origin()))
                .forEach(host -> host.crawlerDied(nanos - COMMIT_INTERVAL.toNanos(), nanos - COMMIT_AT_ONCE.toNanos()));
    }

    /** {@return how many hosts there are} */
    public int hosts() {
        return hosts.size();
    }

    /** The page at a URL, as it is when its server is well; null if there is no such host. */
    public @Nullable SimulatedPage page(String url) {
        int start = url.indexOf("://") + 3;
        int slash = url.indexOf('/', start);
        SimulatedHost host = byOrigin.get(url.substring(0, slash));
        return host == null ? null : page(host, url.substring(slash));
    }

    SimulatedPage page(SimulatedHost host, String path) {
        long chance = seed ^ mix((host.origin() + path).hashCode());
        var random = new SplittableRandom(chance);
        return switch (Kind.of(path)) {
            case PAGE, DENIED, WALL -> host.has(path) ? linked(host, random, chance) : SimulatedPage.MISSING;
            case REDIRECT -> SimulatedPage.redirect(target(random, host));
            case TRAP -> SimulatedPage.of(List.of(host.origin() + path + "/x"), List.of());
            case SITEMAP -> SimulatedPage.sitemap(listed(host));
            case STYLE ->
                host.hasRequisite(path) ? SimulatedPage.style(requisites(host, random)) : SimulatedPage.MISSING;
            case IMAGE -> host.hasRequisite(path) ? SimulatedPage.IMAGE : SimulatedPage.MISSING;
            case OTHER -> SimulatedPage.MISSING;
        };
    }

    /** Says how long the crawler may leave an answer unread. */
    void answersWaitNanos(long nanos) {
        answersWaitNanos = nanos;
    }

    long answersWaitNanos() {
        return answersWaitNanos;
    }

    Manners manners() {
        return manners;
    }

    @Nullable SimulatedHost host(String origin) {
        return byOrigin.get(origin);
    }

    void requestStarts() {
        if (++underWay > manners.concurrency()) {
            violation(underWay + " requests were under way");
        }
    }

    void requestEnds() {
        underWay--;
    }

    void violation(String sentence) {
        violations.add(sentence);
    }

    private SimulatedPage linked(SimulatedHost host, SplittableRandom random, long chance) {
        List<String> links = new ArrayList<>();
        int count = random.nextInt(1, 9);
        for (int i = 0; i < count; i++) {
            links.add(target(random, host));
        }
        if (!hasRequisites) {
            return SimulatedPage.of(links, List.of());
        }
        // By a generator of its own, so that the links are those of the same web without requisites.
        var ofRequisites = new SplittableRandom(~chance);
        if (ofRequisites.nextInt(12) == 0) {
            links.add(host.origin() + host.requisitePathOf(ofRequisites)); // an image that is linked to is a page too
        }
        return SimulatedPage.of(links, requisites(host, ofRequisites));
    }

    /** What a page or a style sheet needs: on its own host more often than not. */
    private List<String> requisites(SimulatedHost from, SplittableRandom random) {
        List<String> requisites = new ArrayList<>();
        int count = hasRequisites ? random.nextInt(4) : 0;
        for (int i = 0; i < count; i++) {
            SimulatedHost to = random.nextInt(3) > 0 ? from : hosts.get(random.nextInt(hosts.size()));
            boolean isPage = random.nextInt(6) == 0;
            requisites.add(to.origin() + (isPage ? to.pathOf(random) : to.requisitePathOf(random)));
        }
        return requisites;
    }

    /** A link: to the same host more often than not, else to large hosts more often than to small ones. */
    private String target(SplittableRandom random, SimulatedHost from) {
        SimulatedHost to =
                random.nextInt(3) > 0 ? from : hosts.get((int) (hosts.size() * Math.pow(random.nextDouble(), 2)));
        return to.origin() + to.pathOf(random);
    }

    private static List<String> listed(SimulatedHost host) {
        List<String> pages = new ArrayList<>();
        for (int i = 0; i < host.pages(); i += 3) {
            pages.add(host.origin() + "/p" + i);
        }
        return pages;
    }

    static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
        return mixed ^ (mixed >>> 33);
    }
}
