package ayatori.crawler.frontier;

import ayatori.crawler.RequisiteRole;
import ayatori.crawler.SkipReason;
import java.net.InetAddress;
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
    private final Map<String, Name> names = new HashMap<>();

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

    /** Some hosts are neighbours: the first and the third share a name, the second and the fourth a domain. */
    private static final List<String> ORIGINS =
            List.of("http://h0.test", "http://h1.test", "https://h0.test", "http://www.h1.test:81", "http://h2.test");

    static String origin(int host) {
        return ORIGINS.get(host);
    }

    /** Two names have one address. */
    private static String addressOf(String name) {
        return name.equals("h0.test") || name.equals("h2.test")
                ? "192.0.2.1"
                : name.equals("h1.test") ? "192.0.2.2" : "192.0.2.3";
    }

    /** All origins of one host name. */
    private static final class Name {
        private final String name;
        private long lastStart = Long.MIN_VALUE / 2;
        private long lastEnd = Long.MIN_VALUE / 2;
        private int underWay;

        /** Whether the crawler has seen an answer from its address, and has not crashed since. */
        private boolean isAddressKnown;

        Name(String name) {
            this.name = name;
        }

        private boolean isNeighbourAt(Name other) {
            return isAddressKnown && other.isAddressKnown && addressOf(name).equals(addressOf(other.name));
        }
    }

    void crawlerCrashed() {
        names.values().forEach(name -> name.isAddressKnown = false);
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
        if (options.hasRequisites()) {
            addRequisites(page, links, depth);
        }
        return links;
    }

    /** Some are pages as well, and some are denied. */
    private void addRequisites(SplittableRandom page, List<Link> links, int depth) {
        int count = page.nextInt(0, 5);
        for (int i = 0; i < count; i++) {
            String path = switch (page.nextInt(5)) {
                case 0 -> "/p";
                case 1 -> "/no/q";
                default -> "/q";
            };
            String target = origin(page.nextInt(hosts)) + path + page.nextInt(pagesPerHost);
            Link link = FrontierDriver.link(target, depth + 1, null);
            links.add(new Link(
                    link.url(),
                    link.origin(),
                    link.fingerprintHigh(),
                    link.fingerprintLow(),
                    link.depth(),
                    0,
                    null,
                    List.of(RequisiteRole.values()).get(page.nextInt(9))));
        }
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
        private final Name name;

        /** A long text is parsed by the driver. */
        private final String padding = random.nextInt(3) == 0
                ? "\n" + " ".repeat(random.nextBoolean() ? Robots.COSTLY_BYTES : Robots.PARSED_HERE_BYTES_MAX)
                : "";

        Server(String origin) {
            this.origin = origin;
            this.name = names.computeIfAbsent(HostName.of(origin), Name::new);
        }

        byte[] robots() {
            String delay = crawlDelay == null ? "" : "\ndelay " + crawlDelay.toSeconds();
            return ("deny /no/" + delay + padding).getBytes(StandardCharsets.US_ASCII);
        }

        void requestStarts(long now, boolean isPage) {
            Duration delay = options.pace().delay();
            if (options.access().obeyRobots() && isPage && crawlDelay != null) {
                if (name.underWay > 0 || now - name.lastEnd < crawlDelay.toNanos()) {
                    throw new AssertionError(origin + " has a Crawl-delay, and was asked after " + (now - name.lastEnd)
                            + " ns, with " + name.underWay + " requests under way");
                }
            }
            int ofDomain = 0;
            int atAddress = 0;
            for (Name other : names.values()) {
                boolean isOfDomain = RegisteredDomain.of(name.name).equals(RegisteredDomain.of(other.name));
                boolean isAtAddress = name.isNeighbourAt(other);
                ofDomain += isOfDomain ? other.underWay : 0;
                atAddress += isAtAddress ? other.underWay : 0;
                if ((isOfDomain || isAtAddress) && delay != null && now - other.lastStart < delay.toNanos()) {
                    throw new AssertionError(origin + " asked " + (now - other.lastStart) + " ns after " + other.name
                            + ", not " + delay);
                }
            }
            if (Math.max(ofDomain, atAddress) >= options.pace().perHost()) {
                throw new AssertionError(origin + " was asked with " + ofDomain + " requests to its domain and "
                        + atAddress + " to its address under way");
            }
            name.lastStart = now;
            name.underWay++;
        }

        void requestEnds(long now) {
            name.lastEnd = now;
            name.underWay--;
        }

        /** The crawler has received an answer. */
        void answered(Outcome outcome) {
            name.isAddressKnown |= outcome instanceof Outcome.Answered;
        }

        private Outcome.Answered answered(int status, long bytes, long took, @Nullable Duration retryAfter) {
            return new Outcome.Answered(status, bytes, took, retryAfter, InetAddress.ofLiteral(addressOf(name.name)));
        }

        /** Flaky servers answer otherwise the next time. */
        Outcome answer(long took) {
            int chance = flaky ? random.nextInt(100) : 100;
            Outcome outcome;
            if (chance < 10) {
                outcome = answered(500, 10, took, null);
            } else if (chance < 15) {
                outcome = answered(429, 10, took, Duration.ofSeconds(random.nextInt(1, 20)));
            } else if (chance < 20) {
                outcome = answered(503, 10, took, null);
            } else if (chance < 30) {
                outcome = new Outcome.Failed(random.nextBoolean(), 0, took);
            } else {
                outcome = answered(200, 1_000, took, null);
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
