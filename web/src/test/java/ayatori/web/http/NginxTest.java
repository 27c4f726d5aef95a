package ayatori.web.http;

import static ayatori.web.http.ClientSessionTest.run;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.Async;
import ayatori.async.Awaitable;
import ayatori.async.CarrierKind;
import ayatori.web.url.Url;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 and compression as a real nginx speaks them. Where nginx is not installed, the tests are skipped, and say so. */
class NginxTest {
    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final int LARGE = 3_000_000;
    private static final int STREAMS_MAX = 3;

    /** Requests after which nginx ends a connection, with GOAWAY where it is HTTP/2. */
    private static final int REQUESTS_PER_CONNECTION = 10;

    private static final String PAGE = "<p>figures made of loops of thread.\n".repeat(200);

    @TempDir
    static Path folder;

    private static X509Bundle certificate;
    private static int http2Port;
    private static int http1Port;
    private static boolean running;

    @BeforeAll
    static void startNginx() throws Exception {
        if (!Files.isExecutable(PROGRAM)) {
            System.out.println("SKIPPED: NginxTest, for there is no " + PROGRAM);
            Assumptions.abort("there is no " + PROGRAM);
        }
        certificate = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        http2Port = freePort();
        http1Port = freePort();
        Files.writeString(folder.resolve("key.pem"), certificate.getPrivateKeyPEM());
        Files.writeString(folder.resolve("certificate.pem"), certificate.getCertificatePathPEM());
        Files.createDirectory(folder.resolve("root"));
        Files.write(folder.resolve("root/large"), BodyTest.random(LARGE));
        Files.writeString(folder.resolve("root/page.html"), PAGE);
        Files.writeString(folder.resolve("nginx.conf"), configuration());
        nginx(); // returns when it listens
        running = true;
    }

    @AfterAll
    static void stopNginx() throws Exception {
        if (running) {
            nginx("-s", "stop");
        }
    }

    private static void nginx(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(PROGRAM.toString(), "-p", folder.toString(), "-c", "nginx.conf", "-e", "log"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
        assertThat(process.exitValue())
                .as(() -> command + ": " + read(folder.resolve("output")) + read(folder.resolve("log")))
                .isZero();
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @OnBothCarriers
    void goesOnOverAnotherConnectionAfterEachGoAway(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var session = trusting().build()) {
                for (int i = 0; i < 4 * REQUESTS_PER_CONNECTION; i++) {
                    try (var response = session.get(http2("/page.html"))) {
                        assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
                        assertThat(response.text()).isEqualTo(PAGE);
                    }
                }
            }
        });
    }

    @OnBothCarriers
    void keepsToTheLimitOfStreamsThroughGoAways(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var session = trusting().build()) {
                List<Awaitable<String>> gets = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    gets.add(() -> {
                        try (var response = session.get(http2("/page.html"))) {
                            return response.text();
                        }
                    });
                }
                assertThat(Async.gather(gets)).hasSize(100).containsOnly(PAGE);
            }
        });
    }

    @OnBothCarriers
    void readsLargeBodiesTogetherAndHoldsTheServerUp(CarrierKind carrier) throws Exception {
        byte[] large = BodyTest.random(LARGE);
        run(carrier, () -> {
            try (var session = trusting().build();
                    var dawdled = session.get(http2("/large"));
                    InputStream in = dawdled.body()) {
                assertThat(in.readNBytes(1)).containsExactly(large[0]);
                List<Awaitable<byte[]>> gets = new ArrayList<>();
                for (int i = 0; i < STREAMS_MAX - 1; i++) {
                    gets.add(() -> {
                        try (var response = session.get(http2("/large"))) {
                            return response.bytes();
                        }
                    });
                }
                assertThat(Async.gather(gets))
                        .allSatisfy(bytes -> assertThat(bytes).isEqualTo(large));
                assertThat(in.readAllBytes()).hasSize(LARGE - 1);
            }
        });
    }

    @OnBothCarriers
    void givesUpABodyWithoutGivingUpTheConnection(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var session =
                    trusting().caps(Caps.DEFAULT.withBodyBytes(100_000)).build()) {
                for (int i = 0; i < 3 * STREAMS_MAX; i++) {
                    try (var response = session.get(http2("/large"))) {
                        assertThat(response.bytes()).hasSize(100_000);
                        assertThat(response.truncated()).isEqualTo(Truncation.LENGTH);
                    }
                }
                try (var response = session.get(http2("/page.html"))) {
                    assertThat(response.text()).isEqualTo(PAGE);
                }
            }
        });
    }

    @OnBothCarriers
    void revalidatesAndDecodes(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var session = trusting().build()) {
                for (String url : new String[] {http2("/page.html"), http1("/page.html")}) {
                    Validators validators;
                    try (var response = session.get(url)) {
                        assertThat(response.headers().first("Content-Encoding")).isEqualTo("gzip");
                        assertThat(response.text()).isEqualTo(PAGE);
                        validators = Validators.of(response.headers());
                        assertThat(validators.strong()).isFalse(); // nginx weakens the tag of what it compresses
                    }
                    try (var response = session.request(validators.condition(ClientRequest.get(Url.parse(url))))) {
                        assertThat(response.status()).isEqualTo(304);
                        assertThat(response.bytes()).isEmpty();
                        assertThat(Validators.of(response.headers()).match(validators))
                                .isTrue();
                    }
                }
            }
        });
    }

    @OnBothCarriers
    void fallsBackToHttp11(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var offering = trusting().build();
                    var refusing = trusting().http2(false).build()) {
                for (int i = 0; i < 2 * REQUESTS_PER_CONNECTION; i++) {
                    try (var there = offering.get(http1("/page.html"));
                            var here = refusing.get(http2("/page.html"))) {
                        assertThat(there.version()).isEqualTo(HttpVersion.HTTP_1_1);
                        assertThat(there.text()).isEqualTo(PAGE);
                        assertThat(here.version()).isEqualTo(HttpVersion.HTTP_1_1);
                        assertThat(here.text()).isEqualTo(PAGE);
                    }
                }
            }
        });
    }

    private static ClientSession.Builder trusting() throws Exception {
        return ClientSession.builder().trustManager((X509TrustManager) certificate.toTrustManager());
    }

    private static String http2(String path) {
        return "https://localhost:" + http2Port + path;
    }

    private static String http1(String path) {
        return "https://localhost:" + http1Port + path;
    }

    private static String configuration() {
        return """
                master_process off;
                pid nginx.pid;
                error_log log;
                events { worker_connections 256; }
                http {
                    access_log off;
                    client_body_temp_path temp;
                    proxy_temp_path temp;
                    fastcgi_temp_path temp;
                    uwsgi_temp_path temp;
                    scgi_temp_path temp;
                    types { text/html html; }
                    gzip on;
                    keepalive_requests %d;
                    http2_max_concurrent_streams %d;
                    ssl_certificate certificate.pem;
                    ssl_certificate_key key.pem;
                    root root;
                    server { listen 127.0.0.1:%d ssl http2; }
                    server { listen 127.0.0.1:%d ssl; }
                }
                """.formatted(REQUESTS_PER_CONNECTION, STREAMS_MAX, http2Port, http1Port);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
