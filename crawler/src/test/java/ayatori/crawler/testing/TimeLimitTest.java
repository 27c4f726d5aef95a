package ayatori.crawler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.Async;
import ayatori.async.EventLoop;
import ayatori.async.RunOptions;
import ayatori.async.VirtualClock;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Handling;
import ayatori.crawler.engine.CrawlClock;
import ayatori.crawler.engine.EngineService;
import ayatori.crawler.engine.Environment;
import ayatori.crawler.engine.Storage;
import ayatori.crawler.fetch.Answer;
import ayatori.crawler.fetch.Exchange;
import ayatori.crawler.fetch.Fetcher;
import ayatori.crawler.fetch.Head;
import ayatori.crawler.fetch.RobotsFetch;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.web.http.Headers;
import ayatori.web.http.Validators;
import ayatori.web.url.Url;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A crawl ends in time, whatever its fetches wait for: it gives those under way a few seconds. */
final class TimeLimitTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final VirtualClock clock = new VirtualClock();

    /** What a fetch waits for without end. */
    enum WaitFor {
        ROBOTS,
        HEAD,
        BODY,
        SITEMAP
    }

    @ParameterizedTest
    @EnumSource
    void endsAtItsTimeLimit(WaitFor what) throws Exception {
        CrawlReport report = crawl(
                what,
                CrawlOptions.from("http://a.test/")
                        .sitemaps(true)
                        .maxTime(Duration.ofSeconds(25))
                        .build());
        assertThat(report.end()).isEqualTo(CrawlReport.End.BUDGET);
        assertThat(clock.elapsed()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(31));
        assertThat(report.skipped()).containsOnlyKeys("budget");
    }

    private CrawlReport crawl(WaitFor what, CrawlOptions options) throws Exception {
        return Async.run(RunOptions.defaults().withClock(clock), () -> {
            EventLoop loop = EventLoop.current();
            return EngineService.crawl(
                    options,
                    Handling.NONE,
                    new Environment(
                            loop,
                            List.of(loop),
                            loop,
                            new CrawlClock(START.plusNanos(clock.nanoTime()), clock::nanoTime),
                            new Random(1),
                            (_, _, _) -> new WaitingFetcher(what),
                            Storage.NONE,
                            work -> work.run()));
        });
    }

    private record WaitingFetcher(WaitFor what) implements Fetcher {
        @Override
        public Exchange fetch(Output.Fetch fetch, Validators condition) {
            if (what == WaitFor.HEAD) {
                Async.sleep(FOR_EVER);
            }
            return new WaitingExchange(what, Objects.requireNonNull(Url.tryParse(fetch.url())));
        }

        @Override
        public RobotsFetch robots(Output.FetchRobots fetch, @Nullable Url location) {
            if (what == WaitFor.ROBOTS) {
                Async.sleep(FOR_EVER);
            }
            byte[] text = "Sitemap: http://a.test/sitemap.xml".getBytes(StandardCharsets.UTF_8);
            return new RobotsFetch.Answered(new RobotsAnswer.Rules(text, 0), null);
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private record WaitingExchange(WaitFor what, Url url) implements Exchange {
        @Override
        public Head head() {
            return new Head(200, Headers.of("Content-Type", "text/html"), START, 0, null);
        }

        @Override
        public Answer readBody() {
            if (what == WaitFor.BODY) {
                Async.sleep(FOR_EVER);
            }
            return new Answer(head(), "<title>t</title>".getBytes(StandardCharsets.UTF_8), null);
        }

        @Override
        public InputStream stream() {
            if (what == WaitFor.SITEMAP) {
                Async.sleep(FOR_EVER);
            }
            return new ByteArrayInputStream(new byte[0]);
        }

        @Override
        public @Nullable String truncated() {
            return null;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
