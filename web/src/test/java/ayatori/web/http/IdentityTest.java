package ayatori.web.http;

import static ayatori.web.http.ClientSessionTest.run;
import static ayatori.web.http.RawServer.lines;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.CarrierKind;
import ayatori.web.auth.Keyring;
import ayatori.web.cookie.CookieJar;
import ayatori.web.url.Url;

/** Cookies and credentials: who gets them, and who does not. */
class IdentityTest {
    private static final String BASIC = "Authorization: Basic bWU6c2VjcmV0\r\n"; // me:secret

    @OnBothCarriers
    void keepsCookiesThroughRedirectsAndForTheNextRequest(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var jar = CookieJar.create();
            try (var server = RawServer.start(with -> {
                        while (with.request()) {
                            switch (with.target()) {
                                case "/login" ->
                                    with.send(lines(
                                            "HTTP/1.1 302 Found",
                                            "Location: /in/home",
                                            "Set-Cookie: id=42; Path=/in",
                                            "Set-Cookie: other=x; Path=/out",
                                            "Content-Length: 0",
                                            "",
                                            ""));
                                default -> with.send(ok());
                            }
                        }
                    });
                    var session = ClientSession.builder().cookies(jar).build()) {
                session.get(server.url("/login")).close();
                session.get(server.url("/in/more")).close();
                session.get(server.url("/")).close();
                assertThat(server.requests()).hasSize(4);
                assertThat(server.requests().get(0)).doesNotContain("Cookie");
                assertThat(server.requests().get(1)).contains("\r\nCookie: id=42\r\n");
                assertThat(server.requests().get(2)).contains("\r\nCookie: id=42\r\n");
                assertThat(server.requests().get(3)).doesNotContain("Cookie");
                assertThat(jar.cookies()).hasSize(2);
            }
        });
    }

    @OnBothCarriers
    void leavesTheCookieFieldOfTheUserAlone(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var jar = CookieJar.create();
            try (var server = RawServer.answering(ok());
                    var session = ClientSession.builder().cookies(jar).build()) {
                Url url = Url.parse(server.url("/"));
                jar.store(url, "a=jar");
                session.request(ClientRequest.get(url).withHeader("Cookie", "a=mine"))
                        .close();
                assertThat(server.requests())
                        .singleElement()
                        .satisfies(head ->
                                assertThat(head).contains("Cookie: a=mine\r\n").doesNotContain("jar"));
            }
        });
    }

    @OnBothCarriers
    void answersABasicChallengeOnceAndSpeaksUpAtOnceFromThenOn(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = guarded("Basic realm=\"x\"", BASIC);
                    var session = session(server.url(""))) {
                try (var response = session.get(server.url("/a"))) {
                    assertThat(response.status()).isEqualTo(200);
                }
                session.get(server.url("/b")).close();
                assertThat(server.requests()).hasSize(3);
                assertThat(server.requests().get(0)).doesNotContain("Authorization");
                assertThat(server.requests().get(1)).startsWith("GET /a ").contains(BASIC);
                assertThat(server.requests().get(2)).startsWith("GET /b ").contains(BASIC);
                assertThat(server.connections()).isEqualTo(1);
            }
        });
    }

    @OnBothCarriers
    void answersADigestChallengeAndTakesUpNewNonces(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            int[] count = {0};
            try (var server = RawServer.start(with -> {
                        while (with.request()) {
                            String nonce = "nonce=\"n" + count[0] / 2 + "\"";
                            if (with.head().contains(nonce)) {
                                count[0]++;
                                with.send(ok());
                            } else {
                                with.send(unauthorized("Digest realm=x, qop=\"auth\", stale=true, " + nonce));
                            }
                        }
                    });
                    var session = session(server.url(""))) {
                for (int i = 0; i < 6; i++) {
                    try (var response = session.get(server.url("/" + i))) {
                        assertThat(response.status()).isEqualTo(200);
                    }
                }
                assertThat(server.requests()).hasSize(6 + 3);
                assertThat(server.requests()).noneMatch(head -> head.contains("Basic"));
                assertThat(server.requests().get(2)).contains("nc=00000002");
            }
        });
    }

    @OnBothCarriers
    void givesTheRefusalWhenTheCredentialsAreWrong(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = guarded("Basic realm=\"x\"", "Authorization: Basic other");
                    var session = session(server.url(""))) {
                try (var response = session.get(server.url("/a"))) {
                    assertThat(response.status()).isEqualTo(401);
                }
                assertThat(server.requests()).hasSize(2);
            }
        });
    }

    @OnBothCarriers
    void tellsNobodyElseWhoItIs(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var jar = CookieJar.create();
            try (var other = guarded("Basic realm=\"x\"", BASIC);
                    var server = RawServer.start(with -> {
                        while (with.request()) {
                            with.send(
                                    with.head().contains(BASIC)
                                            ? lines(
                                                    "HTTP/1.1 302 Found",
                                                    "Set-Cookie: id=42; Path=/mine",
                                                    "Location: http://localhost:" + other.port() + "/mine",
                                                    "Content-Length: 0",
                                                    "",
                                                    "")
                                            : unauthorized("Basic realm=\"x\""));
                        }
                    });
                    var session = ClientSession.builder()
                            .cookies(jar)
                            .credentials(Keyring.EMPTY.with(server.url("") + "=me:secret"))
                            .build()) {
                try (var response = session.get(server.url("/mine"))) {
                    assertThat(response.status()).isEqualTo(401);
                }
                // Another port of the same host gets no credentials either.
                try (var response = session.get(other.url("/"))) {
                    assertThat(response.status()).isEqualTo(401);
                }
                assertThat(other.requests())
                        .hasSize(2)
                        .allSatisfy(head -> assertThat(head).doesNotContain("Authorization", "Cookie"));
            }
        });
    }

    @OnBothCarriers
    void answersDigestForTheUserOfTheUrl(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = guarded("Digest realm=x, nonce=n, qop=auth", "Authorization: Digest username=\"me\"");
                    var session = ClientSession.create();
                    var response = session.get(server.url("/").replace("http://", "http://me:secret@"))) {
                assertThat(response.status()).isEqualTo(200);
                assertThat(server.requests()).hasSize(2);
            }
        });
    }

    private static ClientSession session(String origin) {
        return ClientSession.builder()
                .credentials(Keyring.EMPTY.with(origin + "=me:secret"))
                .build();
    }

    private static RawServer guarded(String challenge, String wanted) {
        return RawServer.start(with -> {
            while (with.request()) {
                with.send(with.head().contains(wanted) ? ok() : unauthorized(challenge));
            }
        });
    }

    private static String ok() {
        return lines("HTTP/1.1 200 OK", "Content-Length: 2", "", "ok");
    }

    private static String unauthorized(String challenge) {
        return lines("HTTP/1.1 401 Unauthorized", "WWW-Authenticate: " + challenge, "Content-Length: 2", "", "no");
    }
}
