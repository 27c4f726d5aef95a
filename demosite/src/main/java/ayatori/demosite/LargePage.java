package ayatori.demosite;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A site of one large page with dead links, without a robots.txt, served on loopback. The training run of the ahead-of-time
 * cache crawls it beside the {@link DemoSite}, which has no such page.
 */
public final class LargePage implements AutoCloseable {
    private static final int PARAGRAPHS = 20_000;
    private static final int LINKS = 400;

    private final HttpServer server;

    private LargePage(HttpServer server) {
        this.server = server;
        byte[] page = page().getBytes(StandardCharsets.US_ASCII);
        server.createContext("/", exchange -> {
            try (exchange) {
                if (exchange.getRequestURI().getPath().equals("/")) {
                    exchange.getResponseHeaders().set("Content-Type", "text/html");
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                } else {
                    exchange.sendResponseHeaders(404, -1);
                }
            }
        });
        server.start();
    }

    /**
     * Starts the site on a free port.
     *
     * @throws IOException if no port is free
     */
    public static LargePage start() throws IOException {
        return new LargePage(HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0));
    }

    /** The page's URL. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static String page() {
        var page = new StringBuilder("<!DOCTYPE html><title>All string figures</title>\n");
        for (int i = 0; i < PARAGRAPHS; i++) {
            page.append("<p>A string figure is one of many, and <a href='a-long-name-of-a-page-that-does-not-exist-");
            page.append(i % LINKS).append("'>this link</a> does not lead to it.\n");
        }
        return page.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
