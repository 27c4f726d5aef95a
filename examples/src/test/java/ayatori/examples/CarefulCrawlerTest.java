package ayatori.examples;

import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.Async;
import ayatori.async.CarrierKind;
import ayatori.demosite.DemoSite;
import ayatori.web.http.ClientSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** The careful crawler: its limits in virtual time with pages that only sleep, and the whole program on the demo site. */
final class CarefulCrawlerTest {
    private static final String PAGE = "<title>A page</title>";

    /** A crawler whose pages take a second. Some hang, and some fail at first. */
    private static final class Offline extends CarefulCrawler {
        private int failuresLeft = 2;

        @Override
        String fetch(ClientSession session, String url) throws IOException {
            Async.sleep(ofSeconds(url.endsWith("hangs") ? 60 : 1));
            if (url.endsWith("broken") && failuresLeft-- > 0) {
                throw new IOException("status 500");
            }
            return PAGE;
        }
    }

    @TempDir
    Path folder;

    @OnBothCarriers
    void fetchesTenPagesAtATime(CarrierKind carrier) throws Exception {
        var urls = IntStream.range(0, 25).mapToObj(i -> "/" + i).toList();
        String printed = Printed.overTime(carrier, () -> new Offline().program(urls, results()));
        Map<String, Integer> fetched = printed.lines()
                .filter(line -> line.contains("Fetched"))
                .collect(groupingBy(line -> line.split(" ", 2)[0], Collectors.summingInt(_ -> 1)));
        assertThat(fetched).isEqualTo(Map.of("1s", 10, "2s", 10, "3s", 5));
        assertThat(Files.readString(results()))
                .hasSize(urls.stream()
                        .mapToInt(url -> ("URL: " + url + "\nTitle: A page\n\n").length())
                        .sum());
    }

    @OnBothCarriers
    void triesThriceForTenSecondsEach(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, () -> new Offline().program(List.of("/hangs"), results())))
                .isEqualTo("""
                10s Error fetching /hangs: timed out after 10s
                21s Error fetching /hangs: timed out after 10s
                33s Error fetching /hangs: timed out after 10s
                33s end
                """);
        assertThat(Files.readString(results())).isEmpty();
    }

    @OnBothCarriers
    void isContentWithTheThirdTry(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, () -> new Offline().program(List.of("/broken"), results())))
                .isEqualTo("""
                1s Error fetching /broken: status 500
                3s Error fetching /broken: status 500
                6s Fetched /broken
                6s end
                """);
        assertThat(Files.readString(results())).isEqualTo("URL: /broken\nTitle: A page\n\n");
    }

    @OnBothCarriers
    void crawlsTheDemoSite(CarrierKind carrier) throws Exception {
        try (var site = DemoSite.start()) {
            var about = site.url() + "about";
            var once = site.url() + "failures/once";
            var printed = Printed.on(carrier, () -> new CarefulCrawler().program(List.of(about, once), results()));
            assertThat(printed.lines())
                    .containsExactlyInAnyOrder(
                            "Fetched " + about, "Error fetching " + once + ": status 500", "Fetched " + once);
            assertThat(CrawlResults.of(results()))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(about, "About this site", once, "Mended once"));
        }
    }

    private Path results() {
        return folder.resolve("crawl_results.txt");
    }
}
