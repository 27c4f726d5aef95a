package ayatori.web.http;

import static ayatori.web.http.ClientSessionTest.run;
import static ayatori.web.http.ConnectionPoolTest.assertKind;
import static ayatori.web.http.RawServer.lines;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.Async;
import ayatori.async.CarrierKind;
import ayatori.web.url.Url;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects: RFC 9110 section 15.4, and the Fetch standard where it is more exact. */
class RedirectTest {
    @OnBothCarriers
    void followsRedirectsOverOneConnection(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = hops();
                    var session = ClientSession.create();
                    var response = session.get(server.url("/a/3"))) {
                assertThat(response.url().path()).isEqualTo("/a/0");
                assertThat(response.text()).isEqualTo("GET ");
                assertThat(server.connections()).isEqualTo(1);
                assertThat(server.requests()).hasSize(4);
            }
        });
    }

    @OnBothCarriers
    void followsSoManyAndNoMore(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = hops();
                    var session = ClientSession.builder().maxRedirects(3).build()) {
                session.get(server.url("/a/3")).close();
                assertKind(FailureKind.TOO_MANY_REDIRECTS, () -> session.get(server.url("/a/4")));
                assertThat(server.requests()).hasSize(4 + 4);
            }
        });
    }

    @OnBothCarriers
    void givesTheRedirectItselfWhenToldTo(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = hops();
                    var session = ClientSession.builder().maxRedirects(0).build();
                    var response = session.get(server.url("/a/2"))) {
                assertThat(response.status()).isEqualTo(302);
                assertThat(response.headers().first("Location")).isEqualTo("1");
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "301, POST, GET, ''",
        "302, POST, GET, ''",
        "303, POST, GET, ''",
        "303, PUT, GET, ''",
        "303, HEAD, HEAD, ''",
        "301, PUT, PUT, body",
        "307, POST, POST, body",
        "308, POST, POST, body",
        "301, HEAD, HEAD, ''",
    })
    void changesTheMethodAsTheStandardSays(int status, String method, String then, String body) throws Exception {
        Async.run(() -> {
            try (var server = RawServer.start(with -> {
                        while (with.request()) {
                            if (with.target().equals("/from")) {
                                with.send(lines(
                                        "HTTP/1.1 " + status + " Go", "Location: /to", "Content-Length: 0", "", ""));
                            } else {
                                boolean head = with.head().startsWith("HEAD");
                                String seen = with.head().split(" ", -1)[0] + with.body();
                                with.send(lines(
                                        "HTTP/1.1 200 OK", "Content-Length: " + seen.length(), "", head ? "" : seen));
                            }
                        }
                    });
                    var session = ClientSession.create()) {
                var request = ClientRequest.of(method, Url.parse(server.url("/from")));
                if (!method.equals("HEAD")) {
                    request = request.withBody("body".getBytes(StandardCharsets.US_ASCII), "text/plain");
                }
                try (var response = session.request(request)) {
                    assertThat(response.text()).isEqualTo(then.equals("HEAD") ? "" : then + body);
                }
                assertThat(server.requests().getLast())
                        .startsWith(then + " /to ")
                        .satisfies(head ->
                                assertThat(head.contains("Content-Type")).isEqualTo(!body.isEmpty()));
            }
        });
    }

    @OnBothCarriers
    void keepsCredentialsToTheOriginTheyWereMeantFor(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var other = RawServer.answering(lines("HTTP/1.1 200 OK", "Content-Length: 0", "", ""));
                    var server = RawServer.start(with -> {
                        while (with.request()) {
                            String to = with.target().equals("/here") ? "/same" : other.url("/");
                            with.send(lines("HTTP/1.1 302 Found", "Location: " + to, "Content-Length: 0", "", ""));
                        }
                    });
                    var session =
                            ClientSession.builder().header("Cookie", "a=b").build()) {
                var request = ClientRequest.get(Url.parse(server.url("/here")))
                        .withHeader("Authorization", "Bearer secret")
                        .withHeader("X-Kept", "yes");
                session.request(request).close();
                assertThat(server.requests())
                        .hasSize(2)
                        .allSatisfy(head -> assertThat(head)
                                .contains("Authorization: Bearer secret", "Cookie: a=b", "X-Kept: yes"));
                assertThat(other.requests())
                        .singleElement()
                        .satisfies(head -> assertThat(head)
                                .contains("X-Kept: yes")
                                .doesNotContain("secret")
                                .doesNotContain("Cookie"));
            }
        });
    }

    @OnBothCarriers
    void sendsTheCredentialsOfAUrl(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(lines("HTTP/1.1 200 OK", "Content-Length: 0", "", ""));
                    var session = ClientSession.create()) {
                session.get("http://me:p%40ss@127.0.0.1:" + server.port() + "/").close();
                assertThat(server.requests().getFirst()).contains("\r\nAuthorization: Basic bWU6cEBzcw==\r\n");
            }
        });
    }

    @OnBothCarriers
    void refusesToLeaveTheWeb(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            for (String location :
                    new String[] {"file:///etc/passwd", "javascript:alert(1)", "http://", "http://[::1"}) {
                try (var server = RawServer.answering(
                                lines("HTTP/1.1 302 Found", "Location: " + location, "Content-Length: 0", "", ""));
                        var session = ClientSession.create()) {
                    assertKind(FailureKind.INVALID_URL, () -> session.get(server.url("/")));
                }
            }
        });
    }

    @OnBothCarriers
    void asksThePolicyAboutEveryHop(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var inner = RawServer.answering(lines("HTTP/1.1 200 OK", "Content-Length: 0", "", ""));
                    var outer = RawServer.answering(lines(
                            "HTTP/1.1 302 Found",
                            "Location: http://localhost:" + inner.port() + "/",
                            "Content-Length: 0",
                            "",
                            ""));
                    var session = ClientSession.builder()
                            .addressPolicy((host, _) -> host.equals("127.0.0.1"))
                            .build()) {
                assertKind(FailureKind.PRIVATE_ADDRESS, () -> session.get(outer.url("/")));
                assertThat(inner.connections()).isZero();
            }
        });
    }

    /** {@code /a/3} redirects to {@code /a/2} and so on; {@code /a/0} answers with the method and the content. */
    private static RawServer hops() {
        return RawServer.start(with -> {
            while (with.request()) {
                int left = Integer.parseInt(with.target().substring(3));
                if (left > 0) {
                    with.send(lines("HTTP/1.1 302 Found", "Location: " + (left - 1), "Content-Length: 4", "", "gone"));
                } else {
                    String seen = with.head().split(" ", -1)[0] + " " + with.body();
                    with.send(lines("HTTP/1.1 200 OK", "Content-Length: " + seen.length(), "", seen));
                }
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/caf\u00e9, /caf%E9", // ISO-8859-1
        "/caf\u00c3\u00a9?q=\u00c3\u00a9, /caf%C3%A9?q=%C3%A9", // UTF-8
        "/\u0082\u00a0, /%82%A0", // Shift_JIS
        "/caf%E9, /caf%E9",
    })
    void followsTheOctetsOfALocation(String location, String target) throws Exception {
        Async.run(() -> {
            try (var server = RawServer.start(with -> {
                        while (with.request()) {
                            boolean first = with.target().equals("/");
                            with.send(lines(
                                    first ? "HTTP/1.1 302 Found" : "HTTP/1.1 200 OK",
                                    first ? "Location: " + location : "X: y",
                                    "Content-Length: 0",
                                    "",
                                    ""));
                        }
                    });
                    var session = ClientSession.create();
                    var response = session.get(server.url("/"))) {
                assertThat(response.status()).isEqualTo(200);
                assertThat(server.requests().getLast()).startsWith("GET " + target + " HTTP/1.1\r\n");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
                "Content-Encoding: br, br, br, br, br\r\nContent-Length: 5\r\n\r\nhello",
                "Transfer-Encoding: chunked\r\n\r\nnot a chunk",
                "Content-Length: 500\r\n\r\ncut",
                "Content-Length: 500000000\r\n\r\nsome",
            })
    void needsNoBody(String rest) throws Exception {
        Async.run(() -> {
            try (var server = RawServer.start(with -> {
                        while (with.request()) {
                            if (with.target().equals("/")) {
                                with.send("HTTP/1.1 302 Found\r\nLocation: /there\r\n" + rest);
                                return;
                            }
                            with.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                        }
                    });
                    var session = ClientSession.create();
                    var response = session.get(server.url("/"))) {
                assertThat(response.text()).isEqualTo("ok");
            }
        });
    }

    @OnBothCarriers
    void doesNotWaitForABodyThatHardlyComes(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        while (with.request()) {
                            if (with.target().equals("/")) {
                                with.send("HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 100\r\n\r\nx");
                                with.awaitClose();
                                return;
                            }
                            with.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                        }
                    });
                    var session = ClientSession.create();
                    var response = session.get(server.url("/"))) {
                assertThat(response.text()).isEqualTo("ok");
            }
        });
    }
}
