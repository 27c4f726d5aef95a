package ayatori.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A site on loopback that lets members in, by http or https: with the cookie {@code session=hush-cookie} at
 * {@code /cookie}, as {@code me} with {@code hush-password} at {@code /basic} and {@code /digest}, with
 * {@code hush-token} at {@code /bearer}. {@code /gives} sets the cookie and links to {@code /cookie}. Other requests are
 * answered 401. Its certificate is self-signed.
 */
final class MembersSite implements AutoCloseable {
    private static final Pattern FIELD = Pattern.compile("(\\w+)=\"?([^\",]*)\"?");

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private MembersSite(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    static MembersSite http() throws IOException {
        return new MembersSite(HttpServer.create(anyPort(), 0), "http");
    }

    static MembersSite https() throws Exception {
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(
                new CertificateBuilder()
                        .subject("CN=members")
                        .setIsCertificateAuthority(true)
                        .buildSelfSigned()
                        .toKeyStore(new char[0]),
                new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new MembersSite(server, "https");
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String origin() {
        return origin("127.0.0.1");
    }

    /** Its URL under another host name. */
    String origin(String host) {
        return scheme + "://" + host + ":" + port();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Headers sent = exchange.getRequestHeaders();
        String login = Objects.requireNonNullElse(sent.getFirst("Authorization"), "");
        Headers out = exchange.getResponseHeaders();
        out.set("Content-Type", "text/html");
        switch (path) {
            case "/open" -> say(exchange, 200, "Open");
            case "/gives" -> {
                out.set("Set-Cookie", "session=hush-cookie");
                say(exchange, 200, "Gives</title><a href=/cookie>in</a><title>");
            }
            case "/cookie" -> guard(exchange, "session=hush-cookie".equals(sent.getFirst("Cookie")), "Cookie realm=x");
            case "/basic" -> {
                String right = Base64.getEncoder().encodeToString("me:hush-password".getBytes(ISO_8859_1));
                guard(exchange, login.equals("Basic " + right), "Basic realm=\"members\"");
            }
            case "/digest" ->
                guard(exchange, isDigest(login, path), "Digest realm=\"members\", nonce=\"once\", qop=\"auth\"");
            case "/bearer" -> guard(exchange, login.equals("Bearer hush-token"), "Bearer");
            default -> say(exchange, 404, "Nothing");
        }
    }

    private static void guard(HttpExchange exchange, boolean member, String challenge) throws IOException {
        if (!member) {
            exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
        }
        say(exchange, member ? 200 : 401, member ? "Members" : "Strangers");
    }

    private static void say(HttpExchange exchange, int status, String title) throws IOException {
        byte[] body = ("<title>" + title + "</title>").getBytes(ISO_8859_1);
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Whether the answer to the challenge is right (RFC 7616, section 3.4.1). */
    private static boolean isDigest(String login, String path) {
        var fields = new java.util.HashMap<String, String>();
        FIELD.matcher(login).results().forEach(field -> fields.put(field.group(1), field.group(2)));
        String member = md5("me:members:hush-password");
        String rest = String.join(
                ":",
                "once",
                fields.getOrDefault("nc", ""),
                fields.getOrDefault("cnonce", ""),
                "auth",
                md5("GET:" + path));
        return login.startsWith("Digest ") && md5(member + ":" + rest).equals(fields.get("response"));
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
