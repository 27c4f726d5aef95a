package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlReport;
import ayatori.crawler.CrawlReport.End;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SummaryTest {

    private static final Style UNICODE = new Style(false, true);

    private static String summary(CrawlReport report, int width, Style style) {
        List<String> files = List.of("pages.jsonl", "skipped.jsonl", "summary.json");
        return String.join("\n", Summary.lines(report, Path.of("out", "crawl"), files, width, style)) + "\n";
    }

    @Test
    void showsTablesBesideEachOther() {
        assertThat(summary(ScriptedCrawl.report(End.DONE, 1, Map.of()), 80, UNICODE))
                .isEqualTo("""
                        Done · 1,234 pages in 12.3s · 100 pages/s, 45.7 MB

                          answered                  errors                    skipped
                          2xx success        1,200  timeout                4  scope              3,456
                          3xx redirects         17  connection             1  robots                12
                          4xx refused           10                            trap                   3
                          5xx failed             2
                          no answer              5

                          in out/crawl/
                          pages.jsonl  skipped.jsonl  summary.json
                        """);
    }

    @Test
    void showsThemBelowEachOtherInANarrowWindow() {
        assertThat(summary(ScriptedCrawl.report(End.STOPPED, 1, Map.of()), 40, Style.PLAIN))
                .isEqualTo("""
                        Stopped
                        1,234 pages in 12.3s
                        100 pages/s, 45.7 MB

                          answered
                          2xx success        1,200
                          3xx redirects         17
                          4xx refused           10
                          5xx failed             2
                          no answer              5

                          errors
                          timeout                4
                          connection             1

                          skipped
                          scope              3,456
                          robots                12
                          trap                   3

                          in out/crawl/
                          pages.jsonl  skipped.jsonl
                          summary.json
                        """);
    }

    @Test
    void isShortWhereNothingHappened() {
        var report = new CrawlReport(
                End.BUDGET, null, 0, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), 0, Duration.ZERO, 1, Map.of());
        assertThat(summary(report, 80, UNICODE)).isEqualTo("""
                Done: the limit was reached · 0 pages in 0.0s · 0.0 pages/s, 0 B

                  in out/crawl/
                  pages.jsonl  skipped.jsonl  summary.json
                """);
    }
}
