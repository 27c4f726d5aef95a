package ayatori.crawler.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.Async;
import ayatori.async.EventLoop;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.PageRequest;
import ayatori.web.http.Headers;
import ayatori.web.http.Validators;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpFetcherTest {
    /** Takes one request, whose body ends with {@code end}, and answers it. */
    private static CompletableFuture<String> serve(ServerSocket listener, String end) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket socket = listener.accept()) {
                InputStream in = socket.getInputStream();
                var request = new StringBuilder();
                while (request.indexOf(end) < 0) {
                    request.append((char) in.read());
                }
                socket.getOutputStream().write("HTTP/1.1 204 None\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
                return request.toString();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private static String sent(PageRequest request, String end) throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> received = serve(listener, end);
            String origin = "http://127.0.0.1:" + listener.getLocalPort();
            CrawlOptions options = CrawlOptions.from(origin + "/").build();
            Async.run(() -> {
                try (var fetcher = new HttpFetcher(
                        EventLoop.current(),
                        InstantSource.system(),
                        options,
                        new UnreachableHosts(),
                        null,
                        HttpFetcher.addresses(options),
                        null)) {
                    var fetch =
                            new Output.Fetch(1, 1, origin + "/form", origin, 0, 0, false, null, 1, false, 0, request);
                    fetcher.fetch(fetch, Validators.NONE).close();
                }
            });
            return received.get();
        }
    }

    @Test
    void sendsMethodHeadersAndBody() throws Exception {
        var post = new PageRequest(
                "POST",
                Headers.of("X-Page", "2", "Content-Type", "application/x-www-form-urlencoded"),
                "a=1&b=end".getBytes(ISO_8859_1),
                "form",
                "{}");
        String sent = sent(post, "end");
        assertThat(sent)
                .startsWith("POST /form HTTP/1.1\r\n")
                .containsIgnoringCase("X-Page: 2\r\n")
                .containsIgnoringCase("Content-Type: application/x-www-form-urlencoded\r\n")
                .containsIgnoringCase("Content-Length: 9\r\n")
                .endsWith("\r\n\r\na=1&b=end")
                .doesNotContain("{}");
    }

    @Test
    void sendsAPlainGetAsBefore() throws Exception {
        assertThat(sent(PageRequest.GET, "\r\n\r\n"))
                .startsWith("GET /form HTTP/1.1\r\n")
                .doesNotContainIgnoringCase("content-");
    }
}
