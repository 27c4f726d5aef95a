package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.folder.CrawlStatus;
import ayatori.crawler.folder.CrawlStatus.Continuation;
import ayatori.crawler.folder.CrawlStatus.Standing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatusTextTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Style STYLE = new Style(false, true);

    private static CrawlStatus status(Standing standing, Continuation continuation) {
        return status(standing, continuation, Map.of());
    }

    private static CrawlStatus status(Standing standing, Continuation continuation, Map<String, Long> byChange) {
        return new CrawlStatus(
                standing,
                4711L,
                NOON,
                NOON.plusSeconds(90),
                Duration.ofSeconds(90),
                9_000,
                5_000_000,
                new TreeMap<>(Map.of(200, 8_990L, 0, 10L)),
                new TreeMap<>(Map.of("timeout", 10L)),
                new TreeMap<>(byChange),
                new TreeMap<>(Map.of("scope", 4L, "robots", 2L)),
                1_234L,
                standing == Standing.RUNNING ? 7 : 0,
                120,
                List.of(new CrawlStatus.Host("https://a\u202e.example", 9_000, 5_000_000, 10, Duration.ofMillis(42))),
                1,
                true,
                List.of(new CrawlStatus.FileSize("crawl.json", 700), new CrawlStatus.FileSize("state/", 2_000_000)),
                continuation);
    }

    private static List<String> lines(CrawlStatus status, int width) {
        return StatusText.lines(status, Path.of("out"), width, STYLE, ZoneOffset.UTC);
    }

    @Test
    void aRecrawlTellsHowPagesCompare() {
        CrawlStatus status = status(
                Standing.DONE, new Continuation.Complete(), Map.of("unchanged", 8_000L, "new", 900L, "gone", 90L));
        assertThat(String.join("\n", lines(status, 120)))
                .containsPattern("unchanged +8,000")
                .containsPattern("new +900")
                .containsPattern("gone +90");
    }

    @Test
    void aRunningCrawl() {
        assertThat(lines(status(Standing.RUNNING, new Continuation.Running()), 80))
                .containsExactly(
                        "Running · out",
                        "  began 2026-11-28 12:00:00, ran 1m 30s, by process 4711",
                        "  9,000 pages · 100 pages/s (120 lately) · 5.0 MB",
                        "  1,234 to go · 7 in flight · 6 skipped · 10 errors",
                        "",
                        "  answered                  errors                    skipped",
                        "  2xx success        8,990  timeout               10  scope                  4",
                        "  no answer             10                            robots                 2",
                        "",
                        "  1 host                                       pages      bytes  errors   answer",
                        "  https://a\\u202e.example                      9,000     5.0 MB      10    42 ms",
                        "",
                        "  crawl.json 700 B · state/ 2.0 MB",
                        "",
                        "  It runs; stop it by: kill 4711");
    }

    @Test
    void aCrawlThatCanGoOnSaysHow() {
        assertThat(lines(
                        status(Standing.BUDGET, new Continuation.Resumable(true, List.of("the header X (--header)"))),
                        80))
                .startsWith("Ended at a limit · out")
                .endsWith(
                        "  Go on with: ayatori resume out",
                        "  Give a higher limit with it, such as --max-pages or --max-time.",
                        "  Give again what the folder does not hold: the header X (--header).");
        assertThat(lines(status(Standing.CUT_OFF, new Continuation.Impossible("Its folder state is missing.")), 80))
                .contains("  process ended without a summary")
                .endsWith("  It cannot go on. Its folder state is missing.");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 120})
    void noLineIsWiderThanTheWindow(int width) {
        for (Standing standing : Standing.values()) {
            assertThat(lines(status(standing, new Continuation.Resumable(true, List.of("a", "b"))), width))
                    .allSatisfy(line -> assertThat(TerminalText.columns(line)).isLessThanOrEqualTo(width));
        }
    }
}
