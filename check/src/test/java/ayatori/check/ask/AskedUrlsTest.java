package ayatori.check.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ayatori.check.find.AskedUrl;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AskedUrlsTest {
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    @TempDir
    private Path folder;

    private static AskedUrl asked(String url, Duration ago, int status, @Nullable String notAsked, boolean isProbe) {
        return new AskedUrl(url, NOW.minus(ago), isProbe, status, null, null, null, notAsked, null, 0, null);
    }

    private static AskedUrl answered(String url, Duration ago, int status) {
        return asked(url, ago, status, null, false);
    }

    @Test
    void whatWasFineIsDueAfterAWeekAndARefusalAfterADay() {
        var asked = new AskedUrls();
        Duration anHour = Duration.ofHours(1);
        asked.addAll(List.of(
                answered("https://a.example/fine", Duration.ofDays(7).minus(anHour), 200),
                answered("https://a.example/fine-long-ago", Duration.ofDays(7), 200),
                answered("https://a.example/moved", anHour, 301),
                answered("https://a.example/refused", Duration.ofHours(23), 403),
                answered("https://a.example/refused-yesterday", Duration.ofDays(1), 999),
                asked("https://a.example/denied", Duration.ofHours(23), 0, "robots", false),
                asked("https://a.example/denied-yesterday", Duration.ofDays(1), 0, "robots", false),
                answered("https://a.example/broken", anHour, 404),
                answered("https://a.example/failing", anHour, 503),
                asked("https://a.example/probe", anHour, 404, null, true),
                answered("https://a.example/in-the-future", anHour.negated(), 200)));
        assertThat(asked.fresh(NOW))
                .extracting(AskedUrl::url)
                .containsExactly(
                        "https://a.example/fine",
                        "https://a.example/moved",
                        "https://a.example/refused",
                        "https://a.example/denied");
    }

    @Test
    void aLaterAnswerReplacesAnOlderOne() {
        var asked = new AskedUrls();
        asked.add(answered("https://a.example/", Duration.ofDays(1), 404));
        asked.add(answered("https://a.example/", Duration.ZERO, 200));
        asked.add(answered("https://a.example/", Duration.ofDays(2), 500));
        assertThat(asked.all()).extracting(AskedUrl::status).containsExactly(200);
    }

    @Test
    void aFileHoldsAllThatIsKnown() throws Exception {
        var asked = new AskedUrls();
        asked.add(new AskedUrl(
                "https://a.example/", NOW, true, 302, "https://b.example/", null, null, null, "T\u001b", 5, "d"));
        asked.add(new AskedUrl("https://b.example/", NOW, false, 0, null, "refused", "No.", null, null, 0, null));
        asked.add(asked("https://c.example/", Duration.ZERO, 0, "private-address", false));
        Path file = folder.resolve("new/asked.jsonl");
        asked.write(file);
        assertThat(AskedUrls.read(file).all()).isEqualTo(asked.all());
        assertThat(Files.readString(file)).doesNotContain("\u001b");
        assertThat(AskedUrls.read(folder.resolve("none")).all()).isEmpty();
        Path other = Files.writeString(folder.resolve("other"), "{\"url\":1}\n");
        assertThatThrownBy(() -> AskedUrls.read(other))
                .isInstanceOf(FolderException.class)
                .hasMessageContaining("does not hold what a check has asked for");
    }

    @Test
    void aHostThatDoesNotEvenAnswerForItsRobotsTxtIsDead() throws Exception {
        Files.writeString(
                folder.resolve("crawl.json"),
                "{\"format\":1,\"program\":\"1\",\"created\":\"2026-01-01T00:00:00Z\",\"options\":{\"seeds\":[\"https://a.example/\"]}}");
        Files.writeString(folder.resolve("pages.jsonl"), "");
        Files.writeString(folder.resolve("skipped.jsonl"), """
                {"url":"https://dead.example/","reason":"robots-unreachable","rule":"Nobody listens.","error":"refused"}
                {"url":"https://busy.example/","reason":"robots-unreachable","rule":"The server answered 503."}
                {"url":"https://old.example/","reason":"robots-unreachable"}
                {"url":"http://10.0.0.1/","reason":"private-address","rule":"It is private."}
                """);
        var asked = new AskedUrls();
        asked.addFrom(CrawlReader.open(folder), new AskPlan(List.of(), List.of(), List.of()), NOW);
        assertThat(asked.all())
                .extracting(AskedUrl::url, AskedUrl::error, AskedUrl::message, AskedUrl::notAsked)
                .containsExactly(
                        tuple("https://dead.example/", "refused", "Nobody listens.", null),
                        tuple("https://busy.example/", null, null, "robots-unreachable"),
                        tuple("https://old.example/", null, null, "robots-unreachable"),
                        tuple("http://10.0.0.1/", null, null, "private-address"));
    }
}
