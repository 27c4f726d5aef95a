package ayatori.crawler.testing;

import ayatori.crawler.testing.SimulatedPage.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One host of a {@link SimulatedWeb}, and what it has noticed of the crawler. Times are the loop's, in nanoseconds. */
final class SimulatedHost {
    private static final long NEVER = Long.MIN_VALUE / 2;
    private static final int LARGE_ROBOTS_BYTES = 40_000;

    /** What a host's answer to one request is. */
    enum Mood {
        WELL,
        BROKEN,
        BUSY,
        OVERLOADED,
        GONE
    }

    private final SimulatedWeb web;
    private final String origin;
    private final int pages;
    private final SplittableRandom random;
    private final long latencyMillisMax;
    private final boolean isFlaky;
    private final boolean hasRobots;
    private final @Nullable Duration crawlDelay;
    private final boolean wantsCookies;

    /** Whether its robots.txt is so long that the frontier does not parse it itself. */
    private final boolean hasLargeRobots;

    private final Map<String, Integer> asked = new HashMap<>();
    private int underWay;
    private long lastStart = NEVER;
    private long lastEnd = NEVER;
    private long blockedUntil = NEVER;
    private long blockedAt = NEVER;
    private long robotsAt = NEVER;
    private long cookieAt = NEVER;
    private int robotsFailures;

    /** Whether the crawler may have forgotten the rules in a crash, or not. */
    private boolean isRobotsUnsure;

    SimulatedHost(SimulatedWeb web, String origin, int pages, SplittableRandom random) {
        this.web = web;
        this.origin = origin;
        this.pages = pages;
        this.random = random;
        this.latencyMillisMax = random.nextInt(4) == 0 ? 5_000 : 200;
        this.isFlaky = random.nextInt(3) == 0;
        this.hasRobots = random.nextInt(4) > 0;
        this.crawlDelay = hasRobots && random.nextInt(4) == 0 ? Duration.ofSeconds(random.nextInt(1, 4)) : null;
        this.wantsCookies = random.nextBoolean();
        this.robotsFailures = random.nextInt(20) == 0 ? 100 : isFlaky ? random.nextInt(3) : 0;
        this.hasLargeRobots = random.nextInt(4) == 0;
    }

    String origin() {
        return origin;
    }

    int pages() {
        return pages;
    }

    boolean has(String path) {
        int number = Integer.parseInt(path.substring(path.lastIndexOf('p') + 1), 10);
        return number < pages;
    }

    /** Whether there is an image or a style sheet. */
    boolean hasRequisite(String path) {
        return Integer.parseInt(path.substring(path.lastIndexOf('/') + 1), 10) < pages;
    }

    /** The path of some image or style sheet on this host. */
    String requisitePathOf(SplittableRandom chance) {
        return (chance.nextInt(4) == 0 ? "/css/" : "/img/") + chance.nextInt(pages + 1);
    }

    /** Some path on this host. */
    String pathOf(SplittableRandom chance) {
        int number = chance.nextInt(pages + 1); // one more than there are: broken links
        return switch (chance.nextInt(16)) {
            case 0 -> "/no/p" + number;
            case 1 -> "/r" + number;
            case 2 -> wantsCookies ? "/wall/p" + number : "/p" + number;
            case 3 -> chance.nextInt(8) == 0 ? "/trap/" + number : "/p" + number;
            default -> "/p" + number;
        };
    }

    /** The text of robots.txt; null if there is none. */
    @Nullable String robots() {
        if (!hasRobots) {
            return null;
        }
        String delay = crawlDelay == null ? "" : "Crawl-delay: " + crawlDelay.toSeconds() + "\n";
        String comment = hasLargeRobots ? "#" + " ".repeat(LARGE_ROBOTS_BYTES) + "\n" : "";
        return comment + "User-agent: *\nDisallow: /no/\n" + delay + "Sitemap: " + origin + "/sitemap.xml\n";
    }

    Duration latency() {
        return Duration.ofMillis(random.nextLong(1, latencyMillisMax));
    }

    /** Notes the start of a request, and complains if it should not have been made. */
    void requestStarts(String path, long now) {
        boolean isRobots = path.equals("/robots.txt");
        SimulatedWeb.Manners manners = web.manners();
        if (now - lastStart < manners.delay().toNanos()) {
            complain(path, now, "was asked " + (now - lastStart) / 1_000_000 + " ms after the last request");
        }
        if (underWay >= manners.perHost()) {
            complain(path, now, "was asked while " + underWay + " requests were under way");
        }
        if (now > blockedAt + web.answersWaitNanos() && now < blockedUntil) {
            complain(
                    path, now, "was asked " + (blockedUntil - now) / 1_000_000 + " ms before its Retry-After was over");
        }
        if (manners.robots() && hasRobots && !isRobots) {
            if (Kind.of(path) == Kind.DENIED) {
                complain(path, now, "was asked for what its robots.txt denies");
            }
            if (robotsAt == NEVER && !isRobotsUnsure) {
                complain(path, now, "was asked for a page before its robots.txt");
            }
            if (crawlDelay != null && !isRobotsUnsure && (underWay > 0 || now - lastEnd < crawlDelay.toNanos())) {
                complain(
                        path,
                        now,
                        "was asked " + (now - lastEnd) / 1_000_000 + " ms after the end of the last request, with "
                                + underWay + " under way; its Crawl-delay is " + crawlDelay);
            }
        }
        lastStart = now;
        underWay++;
        web.requestStarts();
    }

    /** Notes that an answer has reached the crawler, or that the crawler has hung up. */
    void requestEnds(long now) {
        underWay--;
        lastEnd = now;
        web.requestEnds();
    }

    /** Notes that the crawler has received the cookie. */
    void cookieGiven(long now) {
        if (cookieAt == NEVER) {
            cookieAt = now;
        }
    }

    /** Complains if the crawler should have sent the cookie. */
    void requestHasNoCookie(String path, long now) {
        if (cookieAt != NEVER && cookieAt < now) {
            complain(path, now, "was asked without the cookie that it gave");
        }
    }

    /** Decides how a request fares. */
    Mood mood(String path) {
        int times = asked.merge(path, 1, Integer::sum);
        if (!isFlaky || times > 2) {
            return Mood.WELL;
        }
        return switch (random.nextInt(20)) {
            case 0 -> Mood.BROKEN;
            case 1 -> Mood.BUSY;
            case 2 -> Mood.OVERLOADED;
            case 3 -> Mood.GONE;
            default -> Mood.WELL;
        };
    }

    /** Whether a request for robots.txt fails this time. */
    boolean robotsFail() {
        return robotsFailures-- > 0;
    }

    /** Notes that the crawler has received the rules. */
    void robotsGiven(long now) {
        isRobotsUnsure = false;
        robotsAt = Math.max(robotsAt, now);
    }

    /** Asks the crawler to stay away: how many seconds Retry-After says. */
    int block(long now) {
        int seconds = random.nextInt(1, 20);
        long until = now + Duration.ofSeconds(seconds).toNanos();
        if (until > blockedUntil) {
            blockedUntil = until;
            blockedAt = now;
        }
        return seconds;
    }

    boolean wantsCookies() {
        return wantsCookies;
    }

    /**
     * Notes that the crawler's process died.
     *
     * @param forgotten what happened later may be forgotten
     * @param blockForgotten the same for a block
     */
    void crawlerDied(long forgotten, long blockForgotten) {
        underWay = 0;
        if (blockedAt > blockForgotten) {
            blockedUntil = NEVER;
        }
        if (cookieAt > forgotten) {
            cookieAt = NEVER;
        }
        if (robotsAt > forgotten) {
            isRobotsUnsure = true;
        }
    }

    private void complain(String path, long now, String what) {
        web.violation(origin + " " + what + " (" + path + " at " + now / 1_000_000 + " ms)");
    }
}
