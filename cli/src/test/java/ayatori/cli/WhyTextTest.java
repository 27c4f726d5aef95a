package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.LinkDetail;
import ayatori.crawler.SkipReason;
import ayatori.crawler.folder.RecordedSkip;
import ayatori.crawler.folder.UrlStory;
import ayatori.crawler.folder.UrlStory.Fate;
import ayatori.crawler.folder.UrlStory.Forecast;
import ayatori.crawler.folder.UrlStory.How;
import ayatori.crawler.folder.UrlStory.Referrer;
import ayatori.crawler.folder.UrlStory.Step;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WhyTextTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final String SEED = "https://a.example/";
    private static final Style STYLE = new Style(false, true);

    private static UrlStory story(
            Fate fate,
            boolean isRunning,
            LinkDetail links,
            @Nullable RecordedSkip skip,
            @Nullable String rule,
            @Nullable Forecast forecast) {
        return new UrlStory(
                SEED + "x",
                fate,
                false,
                NOON,
                2,
                List.of(new Step(SEED, How.REDIRECT), new Step(SEED + "b", How.NOFOLLOW)),
                List.of(),
                List.of(),
                skip,
                rule,
                forecast,
                List.of(new Referrer(SEED + "b", How.NOFOLLOW, NOON)),
                41,
                links,
                isRunning);
    }

    private static UrlStory skipped() {
        var skip = new RecordedSkip(SEED + "x", "robots", SEED + "b", "Disallow: /\u202ex");
        return story(Fate.SKIPPED, false, LinkDetail.ALL, skip, "Disallow: /\u202ex", null);
    }

    private static List<String> lines(UrlStory story, int width) {
        return WhyText.lines(story, width, STYLE, ZoneOffset.UTC);
    }

    @Test
    void aSkippedUrl() {
        assertThat(lines(skipped(), 80))
                .containsExactly(
                        "https://a.example/x",
                        "  skipped     robots, robots.txt denies it (Disallow: /\\u202ex)",
                        "  found       2026-11-28 12:00:00, by a nofollow link on https://a.example/b, 2",
                        "              links from a seed",
                        "  way         https://a.example/ redirects to",
                        "              https://a.example/b links, with nofollow, to it",
                        "  linked      from 41 pages:",
                        "              https://a.example/b (nofollow)",
                        "              (40 more; --all names them)");
    }

    @Test
    void aWaitingUrlTellsWhetherTheCrawlRunsAndWhatIsMissing() {
        var none = new Forecast(null, null);
        assertThat(String.join(" ", lines(story(Fate.WAITING, true, LinkDetail.COUNT, null, null, none), 200)))
                .contains("waiting     it has no record yet")
                .contains("the options do not exclude it; its robots.txt was not asked")
                .contains("missing     which pages link to it: this crawl records no links (--links count)");
        assertThat(lines(story(Fate.WAITING, false, LinkDetail.ALL, null, null, none), 200)
                        .get(1))
                .contains("the crawl ended before its turn");
    }

    @Test
    void anUnknownUrlIsForecast() {
        var trap = new Forecast(SkipReason.TRAP, "more than 20 parameters");
        assertThat(lines(story(Fate.UNKNOWN, false, LinkDetail.ALL, null, null, trap), 200)
                        .get(1))
                .endsWith(
                        "no record names it; if a page linked to it, it would be skipped: trap, by more than 20 parameters");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 120})
    void noLineIsWiderThanTheWindow(int width) {
        assertThat(lines(skipped(), width))
                .allSatisfy(line -> assertThat(TerminalText.columns(line)).isLessThanOrEqualTo(width));
    }
}
