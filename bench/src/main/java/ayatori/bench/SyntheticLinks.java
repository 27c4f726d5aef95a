package ayatori.bench;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.FrontierOptions;
import ayatori.crawler.frontier.HostRules;
import ayatori.crawler.frontier.Links;
import ayatori.crawler.store.KeyValueStore;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A page's links, by number; the fingerprint is a hash of it, and the URL is made when it is asked for. */
final class SyntheticLinks implements Links {
    final long[] number;
    int size;

    @Nullable SkipReason skip;

    private final int hosts;

    SyntheticLinks(int size, int hosts) {
        this.size = size;
        this.hosts = hosts;
        number = new long[size];
    }

    /** A frontier without delays and robots.txt. */
    static Frontier frontier(KeyValueStore store, boolean isSaved) {
        HostRules everything = new HostRules() {
            @Override
            public boolean allowed(String url) {
                return true;
            }

            @Override
            public @Nullable Duration crawlDelay() {
                return null;
            }

            @Override
            public long memoryBytes() {
                return 0;
            }
        };
        FrontierOptions options = FrontierOptions.DEFAULTS
                .withDelay(Duration.ZERO)
                .withObeyRobots(false)
                .withConcurrency(64, 4);
        return Frontier.open(
                store, isSaved ? options : options.withoutSaving(), (_, _) -> everything, new Random(1), 1);
    }

    /** A number's hash. */
    static long hash(long number) {
        long z = number * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        return z ^ (z >>> 27);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long fingerprintHigh(int index) {
        return hash(number[index]);
    }

    @Override
    public long fingerprintLow(int index) {
        return number[index];
    }

    @Override
    public String url(int index) {
        return origin(index) + "/documentation/chapter/section-" + number[index] + ".html";
    }

    @Override
    public String origin(int index) {
        return "http://host" + number[index] % hosts + ".example";
    }

    @Override
    public int depth(int index) {
        return 1;
    }

    @Override
    public int redirects(int index) {
        return 0;
    }

    @Override
    public @Nullable SkipReason skipReason(int index) {
        return skip;
    }
}
