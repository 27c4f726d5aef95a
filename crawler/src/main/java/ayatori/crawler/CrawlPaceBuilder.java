package ayatori.crawler;

import java.time.Duration;
import java.util.Objects;

/** Builds {@link CrawlPace}: how fast and how politely hosts are asked. Each method sets the component of its name; the fields are the defaults. */
public final class CrawlPaceBuilder {
    private int concurrency = 64;
    private int perHost = 4;
    private Delay delay = Delay.auto();
    private Duration timeout = Duration.ofSeconds(30);
    private int retries = 3;
    private long limitRate = Long.MAX_VALUE;
    private boolean robots = true;

    CrawlPaceBuilder() {}

    /** Sets {@link CrawlPace#concurrency()}: the most requests at a time, over all hosts. */
    public CrawlPaceBuilder concurrency(int concurrency) {
        this.concurrency = concurrency;
        return this;
    }

    /** Sets {@link CrawlPace#perHost()}: the most requests at a time to one host. */
    public CrawlPaceBuilder perHost(int perHost) {
        this.perHost = perHost;
        return this;
    }

    /** Sets {@link CrawlPace#delay()}: the time between the starts of two requests to one host. */
    public CrawlPaceBuilder delay(Delay delay) {
        this.delay = Objects.requireNonNull(delay);
        return this;
    }

    /** Sets {@link CrawlPace#timeout()}: the time limit for one request, connecting included. */
    public CrawlPaceBuilder timeout(Duration timeout) {
        this.timeout = Objects.requireNonNull(timeout);
        return this;
    }

    /** Sets {@link CrawlPace#retries()}: how often a request is repeated after a temporary failure. */
    public CrawlPaceBuilder retries(int retries) {
        this.retries = retries;
        return this;
    }

    /** Sets {@link CrawlPace#limitRate()}: the most bytes of decoded bodies a second, on average over the whole crawl. */
    public CrawlPaceBuilder limitRate(long bytesPerSecond) {
        this.limitRate = bytesPerSecond;
        return this;
    }

    /** Sets {@link CrawlPace#robots()}: whether robots.txt is obeyed. */
    public CrawlPaceBuilder robots(boolean robots) {
        this.robots = robots;
        return this;
    }

    CrawlPace build() {
        return new CrawlPace(concurrency, perHost, delay, timeout, retries, limitRate, robots);
    }
}
