package ayatori.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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

/** The site with known faults in {@code bench/check}, and the other sites to which it links, on loopback. */
final class FaultySite implements AutoCloseable {
    private static final Path HOME = Path.of("../bench/check");
    private static final Pattern FAULT = Pattern.compile("<!-- fault: (\\S+) (\\S+) -->");

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

    private final List<Route> routes;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<HttpServer> servers = new ArrayList<>();
    private final int deadPort;

    /** What the other site was asked for: method and path. */
    final Set<String> askedElsewhere = new ConcurrentSkipListSet<>();

    FaultySite() throws IOException {
        try (Stream<String> lines = Files.lines(HOME.resolve("routes.txt"))) {
            routes = lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Route::of)
                    .toList();
        }
        for (String host : List.of("site", "ext", "refuse")) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer(host, exchange));
            server.start();
            servers.add(server);
        }
        try (var nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            deadPort = nobody.getLocalPort();
        }
    }

    private int port(int server) {
        return servers.get(server).getAddress().getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port(0) + path;
    }

    private String filled(String text) {
        return text.replace("{ext}", "http://localhost:" + port(1))
                .replace("{refuse}", "http://localhost:" + port(2))
                .replace("{dead}", "http://localhost:" + deadPort)
                .replace("{host}", "127.0.0.1:" + port(0));
    }

    /** The faults that are noted in the pages: kind, target, page and line. */
    Set<String> faults() throws IOException {
        Set<String> faults = new TreeSet<>();
        try (Stream<Path> files = Files.walk(HOME.resolve("site"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".html")).toList()) {
                String page =
                        "/" + HOME.resolve("site").relativize(file).toString().replace("docs/index.html", "docs/");
                int line = 0;
                for (String text : Files.readAllLines(file)) {
                    line++;
                    Matcher fault = FAULT.matcher(text);
                    while (fault.find()) {
                        String target = filled(fault.group(2));
                        target = target.startsWith("/") ? url(target) : target;
                        String place = fault.group(1).equals("missing-title") ? "" : " " + url(page) + ":" + line;
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
                if (route.status() == 0) {
                    exchange.close();
                    return;
                }
                if (!route.location().isEmpty()) {
                    exchange.getResponseHeaders().set("Location", route.location());
                }
                String body = path.equals("/robots.txt")
                        ? "User-agent: *\nDisallow: /private/\n"
                        : "<title>" + path + "</title>";
                send(exchange, isHead ? route.headStatus() : route.status(), "text/html", body);
                return;
            }
        }
        if (!host.equals("site")) {
            send(exchange, host.equals("ext") ? 404 : 403, "text/html", "<title>No</title>");
            return;
        }
        Path file = HOME.resolve("site").resolve(path.substring(1) + (path.endsWith("/") ? "index.html" : ""));
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
