package ayatori.crawler.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.Crawled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Whole crawls of hostile servers with 256 MB of heap, in a JVM of their own. Only where nothing else ends a request is a
 * time limit reached; elsewhere it is so long that a busy machine does not matter, and what is on record is known exactly.
 */
@Timeout(400)
final class HostileCrawlTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Duration SHORT = Duration.ofSeconds(4);
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void crawlsEveryHostileServerAndRecordsWhatHappened() throws Exception {
        Crawled crawled = crawl(
                LONG,
                true,
                Hostility.all().stream().filter(kind -> !kind.patience()).toList());
        var refused = new TreeMap<>(crawled.skipReasons());
        refused.values().removeIf(reason -> !reason.equals("private-address"));
        assertThat(refused).containsOnlyKeys(HostileRedirects.NEVER_FETCHED);
    }

    @Test
    void givesUpWhenTimeIsUp() throws Exception {
        crawl(SHORT, false, Hostility.all().stream().filter(Hostility::patience).toList());
    }

    @Test
    void holdsManyEndlessBodiesAtOnce() throws Exception {
        crawl(LONG, true, Collections.nCopies(64, HostileBodies.endless()));
    }

    /** A site whose every page links to thousands of new ones, and a heap that is soon too small for their URLs. */
    @Test
    void endsWithAllThatWasFetchedWhenTheUrlsFoundTakeUpTheMemory() throws Exception {
        var site = Hostility.of("new links without end", with -> {
            var links = new StringBuilder();
            for (int i = 0; i < 5_000; i++) {
                links.append("<a href=\"")
                        .append(with.target().equals("/") ? "" : with.target())
                        .append('-');
                links.append(i).append("-and-a-long-name-for-a-page\">");
            }
            with.page(links.toString());
        });
        try (var server = new HostileServer(site)) {
            String said = crawlServers(LONG, false, List.of(server));
            assertThat(said).startsWith("FAILED ").contains("failed The URLs found take up the memory they may have");
            Crawled crawled = Crawled.read(folder.resolve("crawl"));
            assertThat(said).contains(" " + crawled.pages().size() + " pages,");
            assertThat(crawled.summary().get("end").asString()).isEqualTo("failed");
            assertThat(crawled.pages()).hasSizeGreaterThan(20);
        }
    }

    /** Crawls a server of each kind, and checks what is on record of it; what is on record of all. */
    private Crawled crawl(Duration timeout, boolean rules, List<Hostility> kinds) throws Exception {
        var servers = new ArrayList<HostileServer>();
        try {
            for (Hostility kind : kinds) {
                servers.add(new HostileServer(kind));
            }
            String said = crawlServers(timeout, rules, servers);
            Crawled crawled = Crawled.read(folder.resolve("crawl"));
            var softly = new SoftAssertions();
            for (HostileServer server : servers) {
                softly.assertThat(outcomes(crawled, server))
                        .as(server.hostility().name())
                        .containsExactlyInAnyOrderElementsOf(server.hostility().outcomes());
            }
            softly.assertThat(said).startsWith("DONE ");
            softly.assertAll();
            return crawled;
        } finally {
            for (HostileServer server : servers) {
                server.close();
            }
        }
    }

    /** Crawls the servers in a child that ends at once when it is out of memory; what it said. */
    private String crawlServers(Duration timeout, boolean rules, List<HostileServer> servers) throws Exception {
        Path trust = folder.resolve("trust.p12");
        try (var out = Files.newOutputStream(trust)) {
            HostileServer.trusted().store(out, PASSWORD);
        }
        Path said = folder.resolve("said.txt");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djavax.net.ssl.trustStore=" + trust,
                "-Djavax.net.ssl.trustStorePassword=" + new String(PASSWORD),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                HostileCrawl.class.getName(),
                folder.resolve("crawl").toString(),
                timeout.toString(),
                Boolean.toString(rules)));
        servers.forEach(server -> command.add(server.origin() + "/"));
        Process child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(child.waitFor(300, TimeUnit.SECONDS))
                    .as("the crawl comes to an end; it said: %s", Files.readString(said))
                    .isTrue();
        } finally {
            child.destroyForcibly();
        }
        String text = Files.readString(said);
        assertThat(child.exitValue()).as(text).isZero();
        System.out.println("256 MB: " + text.lines().toList().getLast());
        return text.lines().toList().getLast();
    }

    /** What became of a server's URLs, and of how many each. A sitemap that it does not have is no matter. */
    private static List<String> outcomes(Crawled crawled, HostileServer server) {
        var counts = new TreeMap<String, Integer>();
        for (JsonNode page : crawled.pages()) {
            if (concerns(page.get("url").asString(), server)) {
                counts.merge(outcome(page), 1, Integer::sum);
            }
        }
        crawled.skipReasons().forEach((url, reason) -> {
            if (concerns(url, server)) {
                counts.merge("skipped:" + reason, 1, Integer::sum);
            }
        });
        return counts.entrySet().stream()
                .map(entry -> entry.getKey()
                        + (entry.getValue() == 1 || entry.getKey().startsWith("skipped:")
                                ? ""
                                : " x" + entry.getValue()))
                .toList();
    }

    private static boolean concerns(String url, HostileServer server) {
        return url.startsWith(server.origin() + "/") && (server.hostility().rules() || !url.endsWith("/sitemap.xml"));
    }

    private static String outcome(JsonNode page) {
        JsonNode error = page.get("error");
        if (error != null) {
            return "error:" + error.get("kind").asString();
        }
        JsonNode truncated = page.get("truncated");
        return page.get("status").asInt() + (truncated == null ? "" : " truncated:" + truncated.asString());
    }
}
