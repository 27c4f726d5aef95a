package ayatori.crawler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.RecordedSkip;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A robots.txt that did not come whole allows nothing (RFC 9309 section 2.3.1.4). */
@Timeout(60)
final class RobotsFetchTest {
    @TempDir
    private Path folder;

    private Crawled crawl(SmallServer server) throws Exception {
        Path out = folder.resolve("out");
        Crawler.of(CrawlOptions.from(server.url("/"))
                        .delay(Delay.of(Duration.ZERO))
                        .retries(0)
                        .out(out)
                        .build())
                .run();
        return Crawled.read(out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nUser-agent: *\nDisallow: /not-this\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1a\r\nUser-agent: *\nDisallow: /x\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\nno gzip at all",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551617\r\n\r\nUser-agent: *\n",
                "HTTP/1.1 206 Part\r\nContent-Range: bytes 0-13/99\r\nContent-Length: 14\r\n\r\nUser-agent: *\n",
                "no HTTP at all\r\n\r\n",
                "",
                "HTTP/1.1 429 So\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 503 So\r\nContent-Length: 0\r\n\r\n",
            })
    void skipsThePagesOfAHostWhoseRulesDidNotComeWhole(String answer) throws Exception {
        try (var server = new SmallServer(
                path -> path.equals("/robots.txt") ? answer : SmallServer.ok("text/html", "<a href=/1>1</a>"))) {
            Crawled crawled = crawl(server);
            assertThat(server.paths()).containsOnly("/robots.txt");
            assertThat(crawled.pages()).isEmpty();
            assertThat(crawled.skipReasons()).containsEntry(server.url("/"), "robots-unreachable");
        }
    }

    @Test
    void tellsAHostThatDoesNotAnswerFromOneThatDoes() throws Exception {
        int closedPort;
        try (var socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }
        String refused = "http://127.0.0.1:" + closedPort + "/";
        try (var busy = new SmallServer(path -> SmallServer.status(503));
                var odd = new SmallServer(path -> "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nno gzip at all")) {
            Path out = folder.resolve("out");
            CrawlReport report = Crawler.of(CrawlOptions.from(refused, busy.url("/"), odd.url("/"))
                            .delay(Delay.of(Duration.ZERO))
                            .retries(0)
                            .out(out)
                            .build())
                    .run();
            Map<String, RecordedSkip> skips = new HashMap<>();
            try (Stream<RecordedSkip> skipped = CrawlReader.open(out).skipped()) {
                skipped.forEach(skip -> skips.put(skip.url(), skip));
            }
            assertThat(skips.values()).extracting(RecordedSkip::reason).containsOnly("robots-unreachable");
            RecordedSkip ofDead = requireNonNull(skips.get(refused));
            RecordedSkip ofBusy = requireNonNull(skips.get(busy.url("/")));
            RecordedSkip ofOdd = requireNonNull(skips.get(odd.url("/")));
            assertThat(ofDead.error()).isEqualTo("refused");
            assertThat(ofBusy.error()).isNull();
            assertThat(ofBusy.rule()).isEqualTo("The server answered 503.");
            assertThat(ofOdd.error()).isNull();
            assertThat(report.seedProblems().get(refused)).endsWith(String.valueOf(ofDead.rule()));
        }
    }

    /** As many redirects as RFC 9309 section 2.3.1.2 asks for; one of them is spelt in Latin-1. */
    @ParameterizedTest
    @CsvSource({"5, robots", "6, "})
    void followsFiveRedirectsToTheRules(int redirects, @Nullable String reason) throws Exception {
        try (var server = new SmallServer(path -> {
            int hop = path.equals("/robots.txt") ? 0 : path.startsWith("/caf%E9") ? path.charAt(7) - '0' : -1;
            if (hop < 0) {
                return SmallServer.ok("text/html", "<a href=/denied/>1</a>");
            }
            return hop < redirects
                    ? SmallServer.status(302, "Location: /caf\u00e9" + (hop + 1))
                    : SmallServer.ok("text/plain", "User-agent: *\nDisallow: /denied/\n");
        })) {
            assertThat(crawl(server).skipReasons().get(server.url("/denied/"))).isEqualTo(reason);
        }
    }

    /** Two hosts redirect to the same robots.txt, whose host has a delay: the frontier spaces out its requests. */
    @Test
    void keepsToTheDelayOfTheHostThatRedirectsLeadTo() throws Exception {
        var starts = new java.util.concurrent.ConcurrentLinkedQueue<Long>();
        try (var rules = new SmallServer(path -> {
                    starts.add(System.nanoTime());
                    return SmallServer.ok("text/plain", "User-agent: *\nDisallow: /\n");
                });
                var one = new SmallServer(path -> SmallServer.status(301, "Location: " + rules.url("/1.txt")));
                var two = new SmallServer(path -> SmallServer.status(301, "Location: " + rules.url("/2.txt")))) {
            Crawler.of(CrawlOptions.from(one.url("/"), two.url("/"))
                            .delay(Delay.of(Duration.ofMillis(300)))
                            .build())
                    .run();
            assertThat(rules.paths()).containsExactlyInAnyOrder("/1.txt", "/2.txt");
            Long[] times = starts.toArray(Long[]::new);
            assertThat(Math.abs(times[1] - times[0])).isGreaterThan(250_000_000L);
            assertThat(one.paths()).containsExactly("/robots.txt");
        }
    }

    @Test
    void asksAgainForRulesThatWereCutOff() throws Exception {
        try (var server = new SmallServer(new java.util.function.UnaryOperator<>() {
            private boolean wasAsked;

            @Override
            public String apply(String path) {
                if (!path.equals("/robots.txt")) {
                    return SmallServer.ok("text/html", "<a href=/denied/>1</a>");
                }
                String rules = "User-agent: *\nDisallow: /denied/\n";
                String cut = "HTTP/1.1 200 OK\r\nContent-Length: " + rules.length() + "\r\n\r\nUser-agent: *\n";
                String answer = wasAsked ? SmallServer.ok("text/plain", rules) : cut;
                wasAsked = true;
                return answer;
            }
        })) {
            Path out = folder.resolve("out");
            Crawler.of(CrawlOptions.from(server.url("/"))
                            .delay(Delay.of(Duration.ZERO))
                            .out(out)
                            .build())
                    .run();
            Crawled crawled = Crawled.read(out);
            assertThat(crawled.pagesByUrl()).containsOnlyKeys(server.url("/"));
            assertThat(crawled.skipReasons()).containsEntry(server.url("/denied/"), "robots");
        }
    }
}
