package ayatori.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlProgress.Host;
import ayatori.crawler.CrawlProgress.State;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineDisplayTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final LineDisplay display = new LineDisplay(new PrintStream(shown, true, UTF_8));

    private void after(int seconds, long pages, int inFlight, Host... hosts) {
        display.update(new CrawlProgress(
                State.RUNNING, pages, 0, 7, inFlight, 0, 0, hosts.length, Duration.ofSeconds(seconds), List.of(hosts)));
    }

    private List<String> lines() {
        return shown.toString(UTF_8).lines().toList();
    }

    @Test
    void showsALineEveryFewSecondsWhilePagesComeIn() {
        for (int second = 1; second <= 16; second++) {
            after(second, second, 1);
        }
        assertThat(lines()).hasSize(3).allMatch(line -> line.contains("/s, queued 7, in flight 1, errors 0"));
    }

    @Test
    void saysLessAndLessOftenWhatAHangingCrawlWaitsFor() {
        for (int second = 1; second <= 150; second++) {
            after(second, 0, 4, new Host("https://slow.example", 6, 4, Duration.ZERO));
        }
        assertThat(lines())
                .containsExactly(
                        "0:05  waiting for answers from slow.example (4 requests)",
                        "0:15  waiting for answers from slow.example (4 requests)",
                        "0:35  waiting for answers from slow.example (4 requests)",
                        "1:15  waiting for answers from slow.example (4 requests)");
        after(151, 1, 3);
        assertThat(lines()).hasSize(5).last().asString().startsWith("2:31  1 page, ");
    }

    @Test
    void namesTheHostThatAskedForAPause() {
        after(5, 0, 0, new Host("http://shy.example:81", 6, 0, Duration.ofSeconds(30)));
        assertThat(lines()).containsExactly("0:05  shy.example:81 asked us to wait 30.0s");
    }

    @Test
    void namesTheHostWithMostRequests() {
        after(
                5,
                0,
                5,
                new Host("http://a.example", 9, 1, Duration.ZERO),
                new Host("http://b\u001b.example", 1, 4, Duration.ZERO));
        assertThat(lines())
                .containsExactly("0:05  waiting for answers from b\\x1b.example (4 requests and 1 elsewhere)");
    }
}
