package ayatori.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whole crawls of hostile servers with 256 MB of heap, in a JVM of their own. */
@Timeout(400)
final class HostileCrawlTest {
    private static final Set<String> OUT_OF_TIME = Set.of("error:timeout", "200 truncated:time", "skipped:robots");
    private static final char[] PASSWORD = "changeit".toCharArray();

    @Test
    void crawlsEveryHostileServerAndRecordsWhatHappened(@TempDir Path folder) throws Exception {
        List<HostileServer> servers = new ArrayList<>();
        try {
            for (Hostility hostility : Hostility.values()) {
                servers.add(new HostileServer(hostility));
            }
            String said = crawl(folder, 64, servers);
            Crawled crawled = Crawled.read(folder.resolve("crawl"));
            var softly = new SoftAssertions();
            for (HostileServer server : servers) {
                Hostility hostility = server.hostility();
                Set<String> outcomes = outcomes(crawled, server.origin());
                softly.assertThat(outcomes).as(hostility.name()).isNotEmpty();
                // A busy machine may run out of time first, also for robots.txt: bounded all the same.
                outcomes.removeAll(OUT_OF_TIME);
                softly.assertThat(hostility.outcomes()).as(hostility.name()).containsAll(outcomes);
            }
            softly.assertThat(said).startsWith("DONE ");
            softly.assertAll();
        } finally {
            for (HostileServer server : servers) {
                server.close();
            }
        }
    }

    @Test
    void holdsManyEndlessBodiesAtOnce(@TempDir Path folder) throws Exception {
        List<HostileServer> servers = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                servers.add(new HostileServer(Hostility.ENDLESS_BODY));
            }
            String said = crawl(folder, 64, servers);
            assertThat(said).startsWith("DONE ");
            Crawled crawled = Crawled.read(folder.resolve("crawl"));
            assertThat(crawled.pagesByUrl().values().stream()
                            .filter(page -> !page.get("url").asString().endsWith(".xml"))
                            .map(HostileCrawlTest::outcome))
                    .hasSize(64)
                    .allMatch(outcome -> outcome.startsWith("200 truncated:"));
        } finally {
            for (HostileServer server : servers) {
                server.close();
            }
        }
    }

    /** Crawls the servers in a child that ends at once when it is out of memory; what it said. */
    private static String crawl(Path folder, int concurrency, List<HostileServer> servers) throws Exception {
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
                Integer.toString(concurrency)));
        servers.forEach(server -> command.add(server.origin() + "/"));
        Process child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(child.waitFor(150, TimeUnit.SECONDS))
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

    private static Set<String> outcomes(Crawled crawled, String origin) {
        var outcomes = new TreeSet<String>();
        for (JsonNode page : crawled.pages()) {
            String url = page.get("url").asString();
            if (url.startsWith(origin + "/") && !url.endsWith("/sitemap.xml")) {
                outcomes.add(outcome(page));
            }
        }
        for (Map.Entry<String, String> skip : crawled.skipReasons().entrySet()) {
            if (skip.getKey().startsWith(origin + "/") && !skip.getKey().endsWith("/sitemap.xml")) {
                outcomes.add("skipped:" + skip.getValue());
            }
        }
        return outcomes;
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
