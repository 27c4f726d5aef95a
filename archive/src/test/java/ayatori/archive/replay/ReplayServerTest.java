package ayatori.archive.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.archive.Archive;
import ayatori.archive.SampleWarc;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplayServerTest {
    private static final String HOME = "https://example.org/";
    private static final String DATE = "2026-01-02T03:04:05Z";

    @TempDir
    Path temporary;

    private Archive archive;
    private ReplayServer server;
    private int port;

    @BeforeEach
    void start() throws Exception {
        Path file = new SampleWarc()
                .page(
                        HOME,
                        DATE,
                        "<title>Ho<me</title><p>a heron <a href='https://example.org/a|b'>x</a><img src=/p.png>")
                .page(HOME, "2026-05-02T03:04:05Z", "<title>Later</title>")
                .response(HOME + "a.css", DATE, 200, "text/css", "p{background:url(//cdn.example/x.png)}")
                .response(HOME + "data.json?_=1", DATE, 200, "application/json", "{}")
                .response(HOME + "moved", DATE, 301, "Location: /\r\n", new byte[0])
                .response("http://example.org/same", DATE, 301, "Location: https://example.org/same\r\n", new byte[0])
                .response(HOME + "paper.pdf", DATE, 200, "application/pdf", "%PDF")
                .response(
                        HOME + "q?a=1|2",
                        DATE,
                        200,
                        "Content-Type: text/plain\r\nSet-Cookie: a=b\r\nRefresh: 1\r\n",
                        "odd".getBytes(UTF_8))
                .page("http://[::1]:8080/", DATE, "six")
                .response(
                        HOME + "film.webm",
                        DATE,
                        200,
                        "Content-Type: video/webm\r\nContent-Length: 10\r\nLast-Modified: Fri, 02 Jan 2026 00:00:00 GMT\r\n",
                        "0123456789".getBytes(UTF_8))
                .response(
                        HOME + "chunked.webm",
                        DATE,
                        200,
                        "Content-Type: video/webm\r\nTransfer-Encoding: chunked\r\n",
                        "6\r\n012345\r\n4\r\n6789\r\n0\r\n\r\n".getBytes(UTF_8))
                .response(
                        HOME + "whole.webm",
                        DATE,
                        206,
                        "Content-Type: video/webm\r\nContent-Length: 10\r\nContent-Range: bytes 0-9/10\r\n",
                        "0123456789".getBytes(UTF_8))
                .response(
                        HOME + "short.webm",
                        DATE,
                        200,
                        "Content-Type: video/webm\r\nContent-Length: 100\r\n",
                        "0123456789".getBytes(UTF_8))
                .to(temporary.resolve("<i>.warc.gz"));
        archive = Archive.open(file, true);
        server = ReplayServer.start(archive, 0);
        port = URI.create(server.url()).getPort();
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        archive.close();
    }

    /** Head and body of an answer, as bytes of ISO 8859-1; names of headers in lower case. */
    private String ask(String host, String target, String... headers) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                                    + String.join(
                                            "",
                                            Arrays.stream(headers)
                                                    .map(line -> line + "\r\n")
                                                    .toList())
                                    + "\r\n")
                            .getBytes(ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            return Pattern.compile("(?m)^[A-Z][A-Za-z-]+: ")
                    .matcher(answer)
                    .replaceAll(name -> name.group().toLowerCase(Locale.ROOT));
        }
    }

    private String own(String target, String... headers) throws Exception {
        return ask("127.0.0.1:" + port, target, headers);
    }

    /** The host under which an archived page is shown, from the viewer's frame. */
    private String frame(String target) throws Exception {
        Matcher frame = Pattern.compile("src='http://([^/']+)(/[^']*)'").matcher(own(target));
        assertThat(frame.find()).isTrue();
        return frame.group(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "127.0.0.1",
                "127.0.0.1:1",
                "x.localhost:%d",
                "20260102030405.https.example.org.wrongtoken23.localhost:%d",
                ""
            })
    void answersOnlyHostsOfItsOwn(String host) throws Exception {
        assertThat(ask(host.formatted(port), "/")).startsWith("HTTP/1.1 4");
    }

    @Test
    void listsPagesEscaped() throws Exception {
        assertThat(own("/"))
                .startsWith("HTTP/1.1 200")
                .contains("Ho&lt;me", "&lt;i&gt;.warc.gz", "13 captures")
                .contains("content-security-policy: default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("<i>");
    }

    @Test
    void findsByTitleTextAndUrl() throws Exception {
        assertThat(own("/find?q=HERON")).contains("1 page", "a <mark>heron</mark>");
        assertThat(own("/find?q=later")).contains("1 page", "Later");
        assertThat(own("/find?q=nothing+%3Cb%3E")).contains("Nothing found").doesNotContain("<b>");
        assertThat(own("/find?q=example.org")).contains("302", "/calendar?url=https%3A%2F%2Fexample.org%2F");
    }

    @Test
    void showsACalendar() throws Exception {
        assertThat(own("/calendar?url=https%3A%2F%2Fexample.org%2F"))
                .contains("2 captures", "<h3>2026</h3>", "January", "/view/20260102030405/https://example.org/");
        assertThat(own("/calendar?url=https%3A%2F%2Fexample.org%2Fnone")).contains("404", "Not in this archive");
        assertThat(own("/cdx?url=https%3A%2F%2Fexample.org%2F")).contains("org,example)/ 20260102030405 {");
    }

    @Test
    void theViewerGoesToTheClosestCapture() throws Exception {
        assertThat(own("/view/2026/https://example.org/"))
                .contains("302", "location: /view/20260102030405/https://example.org/");
        assertThat(own("/view/2027/https://example.org/"))
                .contains("location: /view/20260502030405/https://example.org/");
        assertThat(own("/view/20260102030405/https://example.org/"))
                .contains(
                        "sandbox='allow-scripts allow-same-origin allow-forms'",
                        "/view/20260502030405/https://example.org/");
        assertThat(own("/view/2026/javascript:alert(1)")).contains("404");
        assertThat(own("/view/20269999/https://example.org/")).contains("404", "is not a time");
    }

    @Test
    void pagesAreRewrittenAndConfined() throws Exception {
        String host = frame("/view/20260102030405/https://example.org/");
        assertThat(host).matches("20260102030405\\.https\\.example\\.org\\.[a-z0-9]{12}\\.localhost:" + port);
        assertThat(ask(host, "/"))
                .contains(
                        "<a href='http://" + host + "/a|b'>",
                        "<img src=/p.png>",
                        "<script src=\"/.ayatori-replay/page.js\" data-captured=\"20260102030405\">")
                .contains(
                        "content-security-policy: default-src 'self' http://*.",
                        "sandbox allow-scripts allow-same-origin allow-forms")
                .contains("memento-datetime: Fri, 02 Jan 2026 03:04:05 GMT", "cross-origin-resource-policy: same-site");
        assertThat(ask(host, "/a.css")).contains("url(\"http://20260102030405.https.cdn.example.");
        assertThat(ask(host, "/.ayatori-replay/page.js")).contains("200", "MutationObserver");
        assertThat(ask(host, "/none")).contains("404", "Not in this archive");
    }

    @Test
    void targetsAreTakenAsBrowsersSendThem() throws Exception {
        String host = frame("/view/20260102030405/https://example.org/");
        assertThat(ask(host, "/q?a=1|2"))
                .contains("200", "odd")
                .doesNotContainIgnoringCase("set-cookie")
                .doesNotContainIgnoringCase("refresh:");
        assertThat(ask(host, "/data.json?_=99")).contains("200", "{}");
        assertThat(ask(host, "/../../../etc/passwd")).contains("404");
        assertThat(frame("/view/20260102030405/http://[::1]:8080/")).startsWith("20260102030405.http-8080.ip6---1.");
    }

    @Test
    void redirectsStayInTheArchive() throws Exception {
        String host = frame("/view/20260102030405/https://example.org/");
        assertThat(ask(host, "/moved")).contains("302", "location: http://" + host + "/");
        String plain = host.replace(".https.", ".http.");
        assertThat(ask(plain, "/same")).contains("404", "Not in this archive");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Sec-Fetch-Site: cross-site, Sec-Fetch-Dest: script  | 403
            Sec-Fetch-Site: cross-site, Sec-Fetch-Dest: iframe  | 200
            Sec-Fetch-Site: same-site, Sec-Fetch-Dest: image    | 200
            Sec-Fetch-Dest: document                            | 302
            Service-Worker: script                              | 403
            """)
    void onlyTheViewerAndTheArchiveMayLoadAPage(String headers, int status) throws Exception {
        String host = frame("/view/20260102030405/https://example.org/");
        assertThat(ask(host, "/", headers.split(", "))).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void onlyArchivedHostsMayReadAcrossOrigins() throws Exception {
        String host = frame("/view/20260102030405/https://example.org/");
        assertThat(ask(host, "/a.css", "Origin: http://" + host))
                .contains("access-control-allow-origin: http://" + host);
        for (String origin : new String[] {"https://evil.example", "http://127.0.0.1:" + port, "null"}) {
            assertThat(ask(host, "/a.css", "Origin: " + origin)).doesNotContain("access-control-allow-origin");
        }
    }

    @Test
    void aPdfIsShownOutsideOfTheSandbox() throws Exception {
        String host = frame("/view/20260102030405/https://example.org/");
        assertThat(ask(host, "/paper.pdf", "Sec-Fetch-Dest: iframe"))
                .contains("data-open='https://example.org/paper.pdf'");
        assertThat(own("/view/20260102030405/https://example.org/paper.pdf"))
                .contains("-plain.https")
                .doesNotContain("sandbox=");
        assertThat(ask(
                        frame("/view/20260102030405/https://example.org/paper.pdf"),
                        "/paper.pdf",
                        "Sec-Fetch-Dest: iframe"))
                .contains("%PDF");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bytes=0-        | 206 | bytes 0-9/10 | 0123456789
            bytes=3-5       | 206 | bytes 3-5/10 | 345
            bytes=-2        | 206 | bytes 8-9/10 | 89
            bytes=-99       | 206 | bytes 0-9/10 | 0123456789
            bytes=9-99      | 206 | bytes 9-9/10 | 9
            Bytes = 4 - 4   | 206 | bytes 4-4/10 | 4
            bytes=10-       | 416 | bytes */10   | The body has 10 bytes.
            bytes=-0        | 416 | bytes */10   | The body has 10 bytes.
            bytes=5-4       | 200 |              | 0123456789
            bytes=0-1,3-4   | 200 |              | 0123456789
            lines=0-1       | 200 |              | 0123456789
            bytes=-         | 200 |              | 0123456789
            """)
    void aPlayerMayAskForAPart(String range, int status, @Nullable String part, String body) throws Exception {
        String host = frame("/view/20260102030405/https://example.org/");
        for (String path : new String[] {"/film.webm", "/chunked.webm", "/whole.webm"}) {
            String answer = ask(host, path, "Range: " + range);
            assertThat(answer.strip()).startsWith("HTTP/1.1 " + status).endsWith("\n" + body);
            assertThat(answer.contains("content-range:")).isEqualTo(part != null);
            if (part != null) {
                assertThat(answer).contains("content-range: " + part + "\r\n");
            }
            assertThat(own("/raw/2026/https://example.org" + path, "Range: " + range))
                    .startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void aPartIsSentOfTheBodyThatIsMeantOnly() throws Exception {
        String host = frame("/view/20260102030405/https://example.org/");
        assertThat(ask(host, "/film.webm", "Range: bytes=1-2", "If-Range: Fri, 02 Jan 2026 00:00:00 GMT"))
                .startsWith("HTTP/1.1 206");
        assertThat(ask(host, "/film.webm", "Range: bytes=1-2", "If-Range: \"other\""))
                .startsWith("HTTP/1.1 200")
                .contains("accept-ranges: bytes", "content-length: 10");
        assertThat(ask(host, "/none", "Range: bytes=1-2")).startsWith("HTTP/1.1 404");
    }

    @Test
    void aBodyThatIsCutEndsTheConnection() throws Exception {
        String host = frame("/view/20260102030405/https://example.org/");
        assertThat(ask(host, "/short.webm", "Range: bytes=50-60")).startsWith("HTTP/1.1 502");
        assertThat(ask(host, "/short.webm")).contains("content-length: 100").endsWith("0123456789");
    }

    @Test
    void rawBytesRunNothing() throws Exception {
        assertThat(own("/raw/2026/https://example.org/"))
                .contains("<a href='https://example.org/a|b'>")
                .contains("content-security-policy: sandbox; default-src 'none'");
    }
}
