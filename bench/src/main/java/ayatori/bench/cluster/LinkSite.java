package ayatori.bench.cluster;

import ayatori.bench.cluster.AccessLog.Hit;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** A web on loopback of a few pages with thousands of links each to pages without links. */
final class LinkSite implements AutoCloseable {
    private static final int HOSTS = 40;
    private static final int LINKS = 5_000;

    private final int lists;
    private final int port;
    private final List<HttpServer> servers = new ArrayList<>();
    private final Map<String, List<Hit>> log = new ConcurrentSkipListMap<>();

    LinkSite(int urls, int port) throws IOException {
        this.lists = Math.ceilDiv(urls, HOSTS * LINKS);
        this.port = port;
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        for (int host = 0; host < HOSTS; host++) {
            log.put(address(host), Collections.synchronizedList(new ArrayList<>()));
            HttpServer server = HttpServer.create(new InetSocketAddress(address(host), port), 100);
            server.createContext("/", this::answer);
            server.setExecutor(threads);
            server.start();
            servers.add(server);
        }
    }

    /** The names of its hosts. */
    List<String> hosts() {
        return IntStream.range(0, HOSTS).mapToObj(LinkSite::address).toList();
    }

    private static String address(int host) {
        return "127.0.9." + (host + 1);
    }

    /** The pages with links. */
    String[] seeds() {
        List<String> seeds = new ArrayList<>();
        for (int list = 0; list < lists; list++) {
            for (int host = 0; host < HOSTS; host++) {
                seeds.add("http://" + address(host) + ":" + port + "/list/" + list);
            }
        }
        return seeds.toArray(String[]::new);
    }

    /** All requests. */
    AccessLog log() {
        Map<String, List<Hit>> copy = new TreeMap<>();
        log.forEach((host, hits) -> copy.put(host, List.copyOf(hits)));
        return new AccessLog(copy);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/robots.txt")) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        String host = exchange.getLocalAddress().getAddress().getHostAddress();
        String from = String.valueOf(exchange.getRequestHeaders().getFirst(ChaosNode.HEADER));
        long now = System.nanoTime();
        Objects.requireNonNull(log.get(host)).add(new Hit(now, now, host, path, from));
        var html = new StringBuilder("<title>").append(path).append("</title>");
        if (path.startsWith("/list/")) {
            for (int link = 0; link < LINKS; link++) {
                html.append("<a href='/articles")
                        .append(path)
                        .append("/a-page-with-a-name-")
                        .append(link)
                        .append(".html'>x</a>");
            }
        }
        byte[] body = html.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
    }
}
