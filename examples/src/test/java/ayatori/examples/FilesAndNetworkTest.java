package ayatori.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.CarrierKind;
import ayatori.demosite.DemoSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The programs that use files, sockets, subprocesses and pages: what they print, and what files they write. Pages come from the
 * demo site on loopback, in any order, and in real time.
 */
final class FilesAndNetworkTest {
    @TempDir
    Path folder;

    @OnBothCarriers
    void fileWriteAndRead(CarrierKind carrier) throws Exception {
        var file = folder.resolve("example.txt");
        assertThat(Printed.overTime(carrier, () -> new FileWriteAndRead().program(file)))
                .isEqualTo("""
                0s Data written to %1$s
                0s Contents of %1$s:
                0s Hello, Async File IO!
                0s end
                """.formatted(file));
        assertThat(file).hasContent("Hello, Async File IO!");
    }

    @OnBothCarriers
    void echoServer(CarrierKind carrier) throws Exception {
        assertThat(Printed.on(carrier, new EchoServer()::program).lines())
                .containsExactlyInAnyOrder("hello: HELLO", "world: WORLD");
    }

    @OnBothCarriers
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the program that it starts is a Unix shell")
    void runPrograms(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new RunPrograms()::program)).isEqualTo("""
                0s apple
                0s pear
                0s sort ended with 0
                0s a line: one
                0s a line: two
                0s the shell ended with 3
                0s end
                """);
    }

    @OnBothCarriers
    void fetchUrls(CarrierKind carrier) throws Exception {
        try (var site = DemoSite.start()) {
            var titles = Map.of("about", "About this site", "figures/", "Figures, list 1", "galleries/", "Galleries");
            var urls = titles.keySet().stream().map(path -> site.url() + path).toList();
            String printed = Printed.on(carrier, () -> new FetchUrls().program(urls));
            int length = 0;
            for (var page : titles.entrySet()) {
                String url = site.url() + page.getKey();
                String fetching = "Fetching " + url + "\n";
                String content = "Content from " + url + ": " + firstHundredOf(page.getValue()) + "...\n";
                assertThat(printed).containsSubsequence(fetching, content);
                length += fetching.length() + content.length();
            }
            assertThat(printed).hasSize(length);
        }
    }

    /** The first hundred characters of a page of the demo site. */
    private static String firstHundredOf(String title) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <title>%s</title>
                <link rel="stylesheet" href="/style.css">
                """.formatted(title).substring(0, 100);
    }

    @OnBothCarriers
    void fetchAndSave(CarrierKind carrier) throws Exception {
        try (var site = DemoSite.start()) {
            String printed = Printed.on(carrier, () -> new FetchAndSave().program(site.url(), folder));
            assertThat(printed.lines())
                    .containsExactlyInAnyOrder(
                            "Fetching " + site.url() + "about",
                            "Fetching " + site.url() + "figures/",
                            "Fetching " + site.url() + "galleries/",
                            "Content from " + site.url() + "about saved to " + folder.resolve("about.txt"),
                            "Content from " + site.url() + "figures/ saved to " + folder.resolve("figures.txt"),
                            "Content from " + site.url() + "galleries/ saved to " + folder.resolve("galleries.txt"));
        }
        assertThat(Files.readString(folder.resolve("about.txt"))).contains("<title>About this site</title>");
        assertThat(Files.readString(folder.resolve("figures.txt"))).contains("<title>Figures, list 1</title>");
        assertThat(Files.readString(folder.resolve("galleries.txt"))).contains("<title>Galleries</title>");
    }

    @OnBothCarriers
    void webCrawler(CarrierKind carrier) throws Exception {
        var results = Files.writeString(folder.resolve("crawl_results.txt"), "of an earlier run");
        try (var site = DemoSite.start()) {
            var about = site.url() + "about";
            var figures = site.url() + "figures/";
            var missing = site.url() + "failures/404";
            var silent = site.url() + "failures/hangs-up";
            String printed = Printed.on(
                    carrier, () -> new WebCrawler().program(List.of(about, figures, missing, silent), results));
            assertThat(printed.lines().filter(line -> !line.startsWith("Error fetching " + silent + ": ")))
                    .containsExactlyInAnyOrder(
                            "Fetched " + about,
                            "Saved data for " + about,
                            "Fetched " + figures,
                            "Saved data for " + figures,
                            "Failed to fetch " + missing + ": 404");
            assertThat(printed.lines()).hasSize(6);
            assertThat(CrawlResults.of(results))
                    .isEqualTo(Map.of(about, "About this site", figures, "Figures, list 1"));
        }
    }

    /** Virtual time stands still while other threads compute, so the program measures no time. */
    @OnBothCarriers
    void allCores(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new AllCores()::program)).isEqualTo("""
                0s One core: 148933 primes in 0 ms
                0s All cores: 148933 primes in 0 ms
                0s end
                """);
    }
}
