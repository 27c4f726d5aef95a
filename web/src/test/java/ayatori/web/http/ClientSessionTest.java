package ayatori.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Action;
import ayatori.async.Async;
import ayatori.async.CarrierKind;
import ayatori.async.RunOptions;
import ayatori.web.url.Url;
import java.nio.charset.StandardCharsets;

class ClientSessionTest {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/plain\r\n\r\nhello";

    @OnBothCarriers
    void getsAPage(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(HELLO);
                    var session = ClientSession.create();
                    var response = session.get(server.url("/a?b=c"))) {
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.reason()).isEqualTo("OK");
                assertThat(response.version()).isEqualTo(HttpVersion.HTTP_1_1);
                assertThat(response.headers().first("content-TYPE")).isEqualTo("text/plain");
                assertThat(response.remoteAddress().isLoopbackAddress()).isTrue();
                assertThat(response.text()).isEqualTo("hello");
                assertThat(response.truncated()).isNull();
                assertThat(server.requests().getFirst())
                        .startsWith("GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
                        .contains("\r\nUser-Agent: Ayatori\r\n")
                        .contains("\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n");
            }
        });
    }

    @OnBothCarriers
    void usesOneConnectionForRequestsInTurn(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(HELLO);
                    var session = ClientSession.create()) {
                for (int i = 0; i < 10; i++) {
                    try (var response = session.get(server.url("/" + i))) {
                        assertThat(response.text()).isEqualTo("hello");
                    }
                }
                assertThat(server.connections()).isEqualTo(1);
                assertThat(server.requests()).hasSize(10);
            }
        });
    }

    @OnBothCarriers
    void sendsMethodFieldsAndContent(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        while (with.request()) {
                            String echo = with.head().lines().findFirst().orElseThrow() + "|" + with.body();
                            with.send("HTTP/1.1 200 OK\r\nContent-Length: " + echo.length() + "\r\n\r\n" + echo);
                        }
                    });
                    var session = ClientSession.builder()
                            .userAgent("test/1")
                            .header("Accept-Language", "ja")
                            .build()) {
                var request = ClientRequest.of("POST", Url.parse(server.url("/form")))
                        .withBody("a=b".getBytes(StandardCharsets.US_ASCII), "application/x-www-form-urlencoded")
                        .withHeader("Accept-Language", "en");
                try (var response = session.request(request)) {
                    assertThat(response.text()).isEqualTo("POST /form HTTP/1.1|a=b");
                }
                assertThat(server.requests().getFirst())
                        .contains("\r\nContent-Length: 3\r\n")
                        .contains("\r\nContent-Type: application/x-www-form-urlencoded\r\n")
                        .contains("\r\nAccept-Language: en\r\n")
                        .doesNotContain("ja")
                        .contains("\r\nUser-Agent: test/1\r\n");
            }
        });
    }

    @OnBothCarriers
    void takesNoBodyAfterHead(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                    var session = ClientSession.create()) {
                for (int i = 0; i < 2; i++) {
                    try (var response = session.request(ClientRequest.head(Url.parse(server.url("/"))))) {
                        assertThat(response.bytes()).isEmpty();
                        assertThat(response.headers().first("Content-Length")).isEqualTo("1000");
                    }
                }
                assertThat(server.connections()).isEqualTo(1);
            }
        });
    }

    @OnBothCarriers
    void readsChunks(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(RawServer.lines(
                            "HTTP/1.1 200 OK",
                            "Transfer-Encoding: chunked",
                            "", //
                            "3",
                            "abc",
                            "4;x=y",
                            "defg",
                            "0",
                            "Trailer: t",
                            "",
                            ""));
                    var session = ClientSession.create()) {
                for (int i = 0; i < 2; i++) {
                    try (var response = session.get(server.url("/"))) {
                        assertThat(response.text()).isEqualTo("abcdefg");
                    }
                }
                assertThat(server.connections()).isEqualTo(1);
            }
        });
    }

    @OnBothCarriers
    void readsABodyThatEndsWithTheConnection(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answeringOnce("HTTP/1.0 200 OK\r\n\r\nuntil the end");
                    var session = ClientSession.create();
                    var response = session.get(server.url("/"))) {
                assertThat(response.version()).isEqualTo(HttpVersion.HTTP_1_0);
                assertThat(response.text()).isEqualTo("until the end");
                assertThat(response.truncated()).isNull();
            }
        });
    }

    @OnBothCarriers
    void skipsInformationalAnswers(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(
                            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + HELLO);
                    var session = ClientSession.create()) {
                for (int i = 0; i < 2; i++) {
                    try (var response = session.get(server.url("/"))) {
                        assertThat(response.status()).isEqualTo(200);
                        assertThat(response.text()).isEqualTo("hello");
                    }
                }
            }
        });
    }

    @OnBothCarriers
    void isOfNoUseWhenClosedOrOnAnotherLoop(CarrierKind carrier) throws Exception {
        var kept = new ClientSession[1];
        run(carrier, () -> {
            kept[0] = ClientSession.create();
            kept[0].close();
            assertThatThrownBy(() -> kept[0].get("http://127.0.0.1/"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
            kept[0] = ClientSession.create();
        });
        run(
                carrier,
                () -> assertThatThrownBy(() -> kept[0].get("http://127.0.0.1/"))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("another event loop"));
    }

    static void run(CarrierKind carrier, Action test) throws Exception {
        Async.run(RunOptions.defaults().withCarrier(carrier), test);
    }
}
