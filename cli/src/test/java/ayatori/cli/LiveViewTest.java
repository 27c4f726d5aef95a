package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.cli.LiveView.Focus;
import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlProgress.Host;
import ayatori.crawler.CrawlProgress.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LiveViewTest {

    private static final Style UNICODE = new Style(false, true);
    private static final Style FULL = new Style(true, true);

    private final RateHistory rates = new RateHistory();

    private CrawlProgress afterThreeSeconds() {
        CrawlProgress progress = ScriptedCrawl.progress(0);
        for (int second = 1; second <= 3; second++) {
            progress = ScriptedCrawl.progress(second);
            rates.add(progress);
        }
        return progress;
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    @Test
    void fillsAUsualWindow() {
        CrawlProgress progress = afterThreeSeconds();
        assertThat(text(new LiveView("https://www.example.org/", UNICODE, false)
                        .lines(progress, rates, Focus.ALL, 79, 23)))
                .isEqualTo("""
                        ayatori · https://www.example.org/                                         0:03

                          pages       3,702     1,234/s  ███
                          data     103.7 MB   34.6 MB/s
                          queued     45,678    in flight 64    errors 12    skipped 3,456
                          answered 2xx 3,000 · 3xx 17 · 4xx 9 · no answer 12
                          skipped  scope 3,444 · robots 12
                          waiting  64 wait for an answer, longest 28 s, 12 will be tried again

                          hosts                              queued
                          www.example.org                    40,000  4 wait for an answer, longest 28 s
                          docs.example.org:8443               5,000  asked us to wait 12 s
                          a-host-with-a-very-long-name.of…      678  waits for robots.txt
                        """);
    }

    @Test
    void fitsANarrowWindow() {
        CrawlProgress progress = afterThreeSeconds();
        assertThat(text(new LiveView("https://www.example.org/", UNICODE, false)
                        .lines(progress, rates, Focus.ALL, 39, 14)))
                .isEqualTo("""
                        ayatori · https://www.example.org/ 0:03

                        pages     3,702     1,234/s ███
                        data   103.7 MB   34.6 MB/s
                        queued   45,678   in flight 64
                        errors       12   skipped 3,456
                        answered 2xx 3,000 · 3xx 17 · 4xx 9
                        skipped  scope 3,444 · robots 12
                        waiting  64 wait for an answer

                        hosts                            queued
                        www.example.org                  40,000
                        docs.example.org:8443 (asked …    5,000
                        a-host-with-a-very-long-name.…      678
                        """);
    }

    @Test
    void doesWithoutTheHostsInALowWindow() {
        CrawlProgress progress = afterThreeSeconds();
        assertThat(text(new LiveView("https://www.example.org/", Style.PLAIN, false)
                        .lines(progress, rates, Focus.ALL, 79, 4)))
                .isEqualTo("""
                        ayatori - https://www.example.org/                                         0:03
                          pages       3,702     1,234/s  ###
                          data     103.7 MB   34.6 MB/s
                          queued     45,678    in flight 64    errors 12    skipped 3,456
                        """);
    }

    @Test
    void neverExceedsTheWindowAndMovesNoCursor() {
        CrawlProgress progress = afterThreeSeconds();
        for (Style style : List.of(FULL, UNICODE, Style.PLAIN)) {
            var view = new LiveView("https://www.example.org/あやとり", style, true);
            for (int width = 1; width <= 130; width++) {
                for (int height = 1; height <= 40; height += height < 14 ? 1 : 5) {
                    Focus focus = height % 2 == 0 ? Focus.ALL : width % 2 == 0 ? Focus.HOSTS : Focus.ERRORS;
                    List<String> lines = view.lines(progress, rates, focus, width, height);
                    assertThat(lines).hasSizeBetween(1, height);
                    for (String line : lines) {
                        String plain = line.replaceAll("\u001b\\[[0-9]*m", "");
                        assertThat(TerminalText.columns(plain))
                                .as("columns of <%s> in a window of %s", plain, width)
                                .isLessThanOrEqualTo(width);
                        assertThat(plain).isEqualTo(TerminalText.escape(plain));
                    }
                }
            }
        }
    }

    @Test
    void showsTheLatestPagesAndAllThatHostsWaitForInALargeWindow() {
        CrawlProgress progress = afterThreeSeconds();
        List<String> lines = new LiveView("x", UNICODE, true).lines(progress, rates, Focus.ALL, 199, 59);
        assertThat(text(lines))
                .contains("4 wait for an answer, longest 28 s, 12 will be tried again\n")
                .contains("\n  latest pages\n  200    12.3 kB https://www.example.org/あ\n")
                .contains("\n  ---        0 B https://www.example.org/slow  No answer came within 30 s.\n");
        assertThat(lines.getLast()).isEqualTo("  p pause  + - speed  h hosts  e errors  q save and stop");
    }

    @Test
    void showsErrorsOnly() {
        CrawlProgress progress = afterThreeSeconds();
        assertThat(text(new LiveView("x", UNICODE, true).lines(progress, rates, Focus.ERRORS, 79, 23)))
                .contains("  errors   timeout 10 · connection 2\n")
                .contains("https://www.example.org/slow")
                .doesNotContain("docs.example.org")
                .endsWith("e all  q save and stop\n");
    }

    @Test
    void saysThatItIsStopping() {
        CrawlProgress stopping =
                new CrawlProgress(State.STOPPING, 1, 2, 3, 4, 5, 6, 0, Duration.ofSeconds(61), List.of());
        assertThat(new LiveView("x", UNICODE, false)
                        .lines(stopping, rates, Focus.ALL, 79, 23)
                        .getFirst())
                .endsWith(" stopping · 1:01");
    }

    @Test
    void showsNothingOfAHostileHostButItsEscapedName() {
        CrawlProgress progress = new CrawlProgress(
                State.RUNNING,
                1,
                2,
                3,
                4,
                5,
                6,
                1,
                Duration.ofSeconds(1),
                List.of(new Host("http://evil\u001b]0;title\u0007.example", 1, 1, Duration.ZERO)));
        assertThat(text(new LiveView("http://a\u001b[2J/", UNICODE, false).lines(progress, rates, Focus.ALL, 79, 23)))
                .contains("evil\\x1b]0;title\\x07.example")
                .contains("http://a\\x1b[2J/")
                .doesNotContain("\u001b")
                .doesNotContain("\u0007");
    }
}
