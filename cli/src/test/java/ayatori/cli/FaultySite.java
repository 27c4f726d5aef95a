package ayatori.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The sites with known faults in {@code bench/check}, and the other sites to which they link, on loopback. */
final class FaultySite implements AutoCloseable {
    private static final Path HOME = Path.of("../bench/check");
    private static final Pattern FAULT = Pattern.compile("<!-- fault: ([a-z0-9-]+)(?:/\\S+)? (\\S+) -->");

    private record Route(String host, String path, int status, int headStatus, String location) {
        static Route of(String line) {
            String[] parts = line.split(" ", -1);
            int status = Integer.parseInt(parts[2]);
            String last = parts.length > 3 ? parts[3] : "";
            boolean isHead = last.startsWith("HEAD:");
            return new Route(
                    parts[0],
                    parts[1],
                    status,
                    isHead ? Integer.parseInt(last.substring("HEAD:".length())) : status,
                    isHead ? "" : last);
        }

        boolean isFor(String asked, String at) {
            return asked.equals(host)
                    && (path.endsWith("*") ? at.startsWith(path.substring(0, path.length() - 1)) : at.equals(path));
        }
    }

    /** The order of the servers. */
    private static final List<String> HOSTS = List.of("site", "ext", "refuse", "secure", "untrusted");

    private final List<Route> routes;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<HttpServer> servers = new ArrayList<>();
    private final int deadPort;

    /** What the other site was asked for: method and path. */
    final Set<String> askedElsewhere = new ConcurrentSkipListSet<>();

    FaultySite() throws Exception {
        try (Stream<String> lines = Files.lines(HOME.resolve("routes.txt"))) {
            routes = lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Route::of)
                    .toList();
        }
        SSLContext untrusted = untrusted();
        for (String host : HOSTS) {
            HttpServer server = host.equals("secure") || host.equals("untrusted") ? https(untrusted) : http();
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer(host, exchange));
            server.start();
            servers.add(server);
        }
        try (var nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            deadPort = nobody.getLocalPort();
        }
    }

    private static HttpServer http() throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    }

    private static HttpServer https(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }

    private static SSLContext untrusted() throws Exception {
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(
                new CertificateBuilder()
                        .subject("CN=localhost")
                        .setIsCertificateAuthority(true)
                        .buildSelfSigned()
                        .toKeyStore(new char[0]),
                new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private int port(String host) {
        return servers.get(HOSTS.indexOf(host)).getAddress().getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port("site") + path;
    }

    String secureUrl(String path) {
        return "https://127.0.0.1:" + port("secure") + path;
    }

    private String filled(String text) {
        return text.replace("{ext}", "http://localhost:" + port("ext"))
                .replace("{refuse}", "http://localhost:" + port("refuse"))
                .replace("{untrusted}", "https://localhost:" + port("untrusted"))
                .replace("{plain}", "https://localhost:" + port("ext"))
                .replace("{dead}", "http://localhost:" + deadPort)
                .replace("{host}", "127.0.0.1:" + port("site"))
                .replace("{secureHost}", "127.0.0.1:" + port("secure"));
    }

    /** The faults of the site by http: kind, target, page and line. */
    Set<String> faults() throws IOException {
        return faults("site", url(""));
    }

    /** Those of the site by https. */
    Set<String> secureFaults() throws IOException {
        return faults("secure", secureUrl(""));
    }

    private Set<String> faults(String host, String origin) throws IOException {
        Set<String> faults = new TreeSet<>();
        try (Stream<Path> files = Files.walk(HOME.resolve(host))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".html")).toList()) {
                String page =
                        "/" + HOME.resolve(host).relativize(file).toString().replace("docs/index.html", "docs/");
                int line = 0;
                for (String text : Files.readAllLines(file)) {
                    line++;
                    Matcher fault = FAULT.matcher(text);
                    while (fault.find()) {
                        String target = filled(fault.group(2));
                        target = target.startsWith("/") ? origin + target : target;
                        String place = fault.group(1).equals("missing-title") ? "" : " " + origin + page + ":" + line;
                        faults.add(fault.group(1) + " " + target + place);
                    }
                }
            }
        }
        return faults;
    }

    private void answer(String host, HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String asked = path
                + (exchange.getRequestURI().getRawQuery() == null
                        ? ""
                        : "?" + exchange.getRequestURI().getRawQuery());
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        if (host.equals("ext")) {
            askedElsewhere.add(exchange.getRequestMethod() + " " + path);
        }
        for (Route route : routes) {
            if (route.isFor(host, asked)) {
                int status = isHead ? route.headStatus() : route.status();
                if (status <= 0) { // where the bench never answers, the test does not wait
                    exchange.close();
                    return;
                }
                if (!route.location().isEmpty()) {
                    exchange.getResponseHeaders().set("Location", filled(route.location()));
                }
                String body = path.equals("/robots.txt")
                        ? "User-agent: *\nDisallow: /private/\n"
                        : "<title>" + path + "</title>";
                send(exchange, status, "text/html", body);
                return;
            }
        }
        Path file = HOME.resolve(host).resolve(path.substring(1) + (path.endsWith("/") ? "index.html" : ""));
        if (!host.equals("site") && !Files.isRegularFile(file)) {
            send(exchange, host.equals("refuse") ? 403 : 404, "text/html", "<title>No</title>");
            return;
        }
        if (!Files.isRegularFile(file)) {
            String soft = Files.readString(HOME.resolve("soft.txt"));
            send(exchange, 200, "text/html", soft.replace("{path}", path));
            return;
        }
        String name = file.toString();
        String type = name.endsWith(".html")
                ? "text/html; charset=utf-8"
                : name.endsWith(".txt") ? "text/plain" : "application/x-" + name.substring(name.lastIndexOf('.') + 1);
        send(exchange, 200, type, filled(Files.readString(file)));
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, isHead || bytes.length == 0 ? -1 : bytes.length);
            if (!isHead) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
