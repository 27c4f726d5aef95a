package ayatori.bench.cluster;

import ayatori.bench.cluster.AccessLog.Hit;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** A web of small hosts on loopback, whose pages are known, and which notes when each was requested. */
final class ChaosSite implements AutoCloseable {
    private static final Duration LATENCY = Duration.ofMillis(20);

    private final int hosts;
    private final int pages;
    private final String net;
    private final int port;
    private final List<HttpServer> servers = new ArrayList<>();
    private final Map<String, List<Hit>> log = new ConcurrentSkipListMap<>();

    /** @param net what the hosts' addresses begin with */
    ChaosSite(int hosts, int pages, String net, int port) throws IOException {
        this.hosts = hosts;
        this.pages = pages;
        this.net = net;
        this.port = port;
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        for (int host = 0; host < hosts; host++) {
            log.put(address(host), Collections.synchronizedList(new ArrayList<>()));
            HttpServer server = HttpServer.create(new InetSocketAddress(address(host), port), 100);
            int number = host;
            server.createContext("/", exchange -> answer(number, exchange));
            server.setExecutor(threads);
            server.start();
            servers.add(server);
        }
    }

    /** The name of a host. */
    String address(int host) {
        return net + (host + 1);
    }

    /** The page from which all others are reached. */
    String seed() {
        return url(0, 0);
    }

    String url(int host, int page) {
        return "http://" + address(host) + ":" + port + "/" + (page == 0 ? "" : page);
    }

    /** All pages. */
    Set<String> urls() {
        var all = new TreeSet<String>();
        for (int host = 0; host < hosts; host++) {
            for (int page = 0; page < pages; page++) {
                all.add(url(host, page));
            }
        }
        return all;
    }

    /** All requests. */
    AccessLog log() {
        Map<String, List<Hit>> copy = new TreeMap<>();
        log.forEach((host, hits) -> copy.put(host, List.copyOf(hits)));
        return new AccessLog(copy);
    }

    private void answer(int host, HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/robots.txt")) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        long begin = System.nanoTime();
        LockSupport.parkNanos(LATENCY.toNanos()); // so that requests can overlap
        int page = path.equals("/") ? 0 : Integer.parseInt(path.substring(1));
        var html = new StringBuilder("<title>" + page + "</title>");
        for (int link : new int[] {page * 2 + 1, page * 2 + 2}) {
            if (link < pages) {
                html.append("<a href='/").append(link).append("'>x</a>");
            }
        }
        int next = host * 2 + 1 + page % 2;
        if (page < 2 && next < hosts) {
            html.append("<a href='").append(url(next, 0)).append("'>x</a>");
        }
        html.append("<a href='").append(url((host + page) % hosts, page)).append("'>x</a>");
        byte[] body = html.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        String from = String.valueOf(exchange.getRequestHeaders().getFirst(ChaosNode.HEADER));
        Objects.requireNonNull(log.get(address(host)))
                .add(new Hit(begin, System.nanoTime(), address(host), path, from));
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
    }
}
