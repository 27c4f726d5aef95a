package ayatori.crawler.frontier;

import ayatori.crawler.SkipReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A small web that a seed determines: some hosts, pages that link to one another, robots.txt, and servers that answer
 * late, fail, and ask to be left alone. It notices when they are not.
 */
final class SimulatedWeb {
    private final long seed;
    private final FrontierOptions options;
    final int hosts;
    private final int pagesPerHost;
    private final SplittableRandom random;
    private final Map<String, Server> servers = new HashMap<>();

    SimulatedWeb(long seed, FrontierOptions options) {
        this.seed = seed;
        this.options = options;
        random = new SplittableRandom(seed);
        hosts = random.nextInt(1, 6);
        pagesPerHost = random.nextInt(1, 40);
        for (int host = 0; host < hosts; host++) {
            servers.put(origin(host), new Server(origin(host)));
        }
    }

    static String origin(int host) {
        return "http://h" + host + ".test";
    }

    String seedUrl(int host) {
        return origin(host) + "/p0";
    }

    /** The links of a page: the same whenever it is asked for. */
    List<Link> links(String url, int depth) {
        var page = new SplittableRandom(seed ^ FrontierDriver.mix(url.hashCode()));
        var links = new ArrayList<Link>();
        int count = page.nextInt(0, 8);
        for (int i = 0; i < count; i++) {
            String target = origin(page.nextInt(hosts)) + (page.nextInt(6) == 0 ? "/no" : "") + "/p"
                    + page.nextInt(pagesPerHost);
            boolean outside = target.hashCode() % 11 == 0;
            links.add(FrontierDriver.link(target, depth + 1, outside ? SkipReason.SCOPE : null));
        }
        return links;
    }

    Server server(String origin) {
        Server server = servers.get(origin);
        if (server == null) {
            throw new AssertionError("asked a host that does not exist: " + origin);
        }
        return server;
    }

    /** One host's view of the crawler. */
    final class Server {
        private final String origin;
        private final @Nullable Duration crawlDelay = random.nextInt(4) == 0 ? Duration.ofSeconds(2) : null;
        private final boolean flaky = random.nextBoolean();
        private long lastStart = Long.MIN_VALUE / 2;
        private long lastEnd = Long.MIN_VALUE / 2;

        Server(String origin) {
            this.origin = origin;
        }

        byte[] robots() {
            String delay = crawlDelay == null ? "" : "\ndelay " + crawlDelay.toSeconds();
            return ("deny /no/" + delay).getBytes(StandardCharsets.US_ASCII);
        }

        void requestStarts(long now, boolean isPage, int underWay) {
            Duration delay = options.pace().delay();
            if (delay != null && now - lastStart < delay.toNanos()) {
                throw new AssertionError(origin + " asked after " + (now - lastStart) + " ns, not " + delay);
            }
            if (options.access().obeyRobots() && isPage && crawlDelay != null) {
                if (underWay > 0 || now - lastEnd < crawlDelay.toNanos()) {
                    throw new AssertionError(origin + " has a Crawl-delay, and was asked after " + (now - lastEnd)
                            + " ns, with " + underWay + " requests under way");
                }
            }
            if (underWay >= options.pace().perHost()) {
                throw new AssertionError(origin + " was asked with " + underWay + " requests under way");
            }
            lastStart = now;
        }

        void requestEnds(long now) {
            lastEnd = now;
        }

        /** Flaky servers answer otherwise the next time. */
        Outcome answer(long took) {
            int chance = flaky ? random.nextInt(100) : 100;
            Outcome outcome;
            if (chance < 10) {
                outcome = new Outcome.Answered(500, 10, took, null);
            } else if (chance < 15) {
                outcome = new Outcome.Answered(429, 10, took, Duration.ofSeconds(random.nextInt(1, 20)));
            } else if (chance < 20) {
                outcome = new Outcome.Answered(503, 10, took, null);
            } else if (chance < 30) {
                outcome = new Outcome.Failed(random.nextBoolean(), 0, took);
            } else {
                outcome = new Outcome.Answered(200, 1_000, took, null);
            }
            return outcome;
        }

        RobotsAnswer answerRobots(long took) {
            return flaky && random.nextInt(4) == 0
                    ? new RobotsAnswer.Unreachable(took, null)
                    : new RobotsAnswer.Rules(robots(), took);
        }
    }
}
