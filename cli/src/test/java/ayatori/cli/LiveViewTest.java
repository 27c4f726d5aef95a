package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(text(new LiveView("https://www.example.org/", UNICODE).lines(progress, rates, 79, 23)))
                .isEqualTo("""
                        ayatori · https://www.example.org/                                         0:03

                          pages       3,702     1,234/s  ███
                          data     103.7 MB   34.6 MB/s
                          queued     45,678    in flight 64    errors 12    skipped 3,456

                          busiest hosts                                              queued   in flight
                          www.example.org                                            40,000           4
                          docs.example.org:8443 (asked us to wait 12.3s)              5,000           4
                          a-host-with-a-very-long-name.of.many.parts.example.c…         678           1
                        """);
    }

    @Test
    void fitsANarrowWindow() {
        CrawlProgress progress = afterThreeSeconds();
        assertThat(text(new LiveView("https://www.example.org/", UNICODE).lines(progress, rates, 39, 14)))
                .isEqualTo("""
                        ayatori · https://www.example.org/ 0:03

                        pages     3,702     1,234/s ███
                        data   103.7 MB   34.6 MB/s
                        queued   45,678   in flight 64
                        errors       12   skipped 3,456

                        busiest hosts                    queued
                        www.example.org                  40,000
                        docs.example.org:8443 (asked …    5,000
                        a-host-with-a-very-long-name.…      678
                        """);
    }

    @Test
    void doesWithoutTheHostsInALowWindow() {
        CrawlProgress progress = afterThreeSeconds();
        assertThat(text(new LiveView("https://www.example.org/", Style.PLAIN).lines(progress, rates, 79, 4)))
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
            var view = new LiveView("https://www.example.org/あやとり", style);
            for (int width = 1; width <= 130; width++) {
                for (int height = 1; height <= 30; height++) {
                    List<String> lines = view.lines(progress, rates, width, height);
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
    void saysThatItIsStopping() {
        CrawlProgress stopping =
                new CrawlProgress(State.STOPPING, 1, 2, 3, 4, 5, 6, 0, Duration.ofSeconds(61), List.of());
        assertThat(new LiveView("x", UNICODE).lines(stopping, rates, 79, 23).getFirst())
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
        assertThat(text(new LiveView("http://a\u001b[2J/", UNICODE).lines(progress, rates, 79, 23)))
                .contains("evil\\x1b]0;title\\x07.example")
                .contains("http://a\\x1b[2J/")
                .doesNotContain("\u001b")
                .doesNotContain("\u0007");
    }
}
