package ayatori.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that are only given to those who send a cookie back, which a redirect sets. */
@Timeout(60)
final class CookieWallTest {
    private static final String PAGE = SmallServer.ok("text/html", "<a href=/1>1</a><a href=/2>2</a>");

    /** Crawls a site whose answers depend on whether the cookie was sent, but for some paths; returns what was handled. */
    private static List<String> crawl(UnaryOperator<String> withoutCookie, String... alwaysSo) throws Exception {
        var handled = new ArrayList<String>();
        try (var server = SmallServer.ofHeads(head -> {
            String path = head.split(" ", 3)[1];
            if (path.equals("/robots.txt")) {
                return SmallServer.status(404);
            }
            boolean isOpen = head.toLowerCase(Locale.ROOT).contains("\ncookie: ok=1")
                    && !List.of(alwaysSo).contains(path);
            return isOpen ? PAGE : withoutCookie.apply(path);
        })) {
            CrawlReport report = Crawler.of(CrawlOptions.from(server.url("/"))
                            .delay(Delay.of(Duration.ZERO))
                            .build())
                    .onPage(page -> handled.add(page.status() + " "
                            + page.url().substring(server.url("").length())))
                    .run();
            assertThat(report.end()).isEqualTo(CrawlReport.End.DONE);
        }
        return handled;
    }

    @Test
    void fetchesAPageThatSetsACookieAndRedirectsToItself() throws Exception {
        assertThat(crawl(path -> SmallServer.status(302, "Set-Cookie: ok=1; Path=/", "Location: " + path)))
                .containsExactlyInAnyOrder("200 /", "200 /1", "200 /2");
    }

    @Test
    void fetchesAPageThatIsLedBackToFromWhereTheCookieIsSet() throws Exception {
        assertThat(crawl(path -> path.equals("/welcome")
                        ? SmallServer.status(302, "Set-Cookie: ok=1; Path=/", "Location: /")
                        : SmallServer.status(302, "Location: /welcome")))
                .contains("200 /", "200 /1", "200 /2");
    }

    @Test
    void fetchesAPageThatIsLedBackToSomeStepsAfterTheCookieIsSet() throws Exception {
        UnaryOperator<String> wall = path -> switch (path) {
            case "/a" -> SmallServer.status(303, "Location: /b");
            case "/b" -> SmallServer.status(303, "Location: /");
            default -> SmallServer.status(303, "Set-Cookie: ok=1; Path=/", "Location: /a");
        };
        assertThat(crawl(wall, "/a", "/b")).contains("200 /", "200 /1", "200 /2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n\r\n<meta http-equiv=refresh content=0><a href=/1>Welcome</a>",
                "\r\n\r\n<base href=/x/y><meta http-equiv=Refresh content='5; url=PATH#top'>Wait",
                "Refresh: 0\r\n\r\n<title>One moment</title>",
                "Refresh: 1; url=PATH\r\n\r\n",
                "Refresh: 0;url=\"PATH\"\r\nContent-Type: text/plain\r\n\r\nOne moment",
            })
    void fetchesAPageThatSetsACookieAndLoadsItselfAgain(String rest) throws Exception {
        String head = "HTTP/1.1 200 OK\r\nConnection: close\r\nSet-Cookie: ok=1; Path=/";
        String type = rest.contains("Content-Type") ? "\r\n" : "\r\nContent-Type: text/html\r\n";
        assertThat(crawl(path ->
                        (head + type + rest).replace("\r\n\r\n\r\n", "\r\n\r\n").replace("PATH", path)))
                .containsExactlyInAnyOrder("200 /", "200 /1", "200 /2");
    }

    @ParameterizedTest
    @CsvSource({"0,5", "300,2"})
    void loadsAPageAgainThatDoesSoForEverAFewTimesAtMost(int seconds, int requestsMax) throws Exception {
        var requests = new AtomicInteger();
        List<String> handled = crawl(path -> "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
                + "Set-Cookie: seen=" + requests.incrementAndGet() + "\r\nRefresh: " + seconds + "\r\n\r\nNews");
        assertThat(handled).containsExactly("200 /");
        assertThat(requests.get()).isBetween(1, requestsMax);
    }

    /** The cookie is set on the way, by another scheme, and the page is led back to. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void fetchesAPageThatIsLedBackToWithWhateverStatus(int status) throws Exception {
        assertThat(crawl(path -> path.startsWith("/check")
                        ? SmallServer.status(status, "Set-Cookie: ok=1; Path=/", "Location: " + path.substring(6))
                        : SmallServer.status(status, "Location: /check" + path)))
                .contains("200 /", "200 /1", "200 /2");
    }

    @Test
    void givesUpOnAWallThatNoCookieOpens() throws Exception {
        var requests = new AtomicInteger();
        List<String> handled = crawl(path -> {
            requests.incrementAndGet();
            return SmallServer.status(302, "Set-Cookie: other=" + requests, "Location: " + path);
        });
        assertThat(handled).containsExactly("302 /");
        assertThat(requests.get()).isBetween(2, 25);
    }

    @Test
    void givesUpOnACircleThatSetsCookies() throws Exception {
        var requests = new AtomicInteger();
        crawl(path -> {
            requests.incrementAndGet();
            return SmallServer.status(
                    302, "Set-Cookie: other=" + requests, "Location: " + (path.equals("/") ? "/a" : "/"));
        });
        assertThat(requests.get()).isBetween(2, 50);
    }
}
