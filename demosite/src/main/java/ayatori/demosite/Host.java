package ayatori.demosite;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** One host of the site: finds the route for a path, logs the request and sends the answer. */
final class Host implements HttpHandler {

    private static final int BODY_BYTES_MAX = 64 << 10;

    private static final Route NOT_FOUND =
            visit -> Answer.status(404, "Not found", "There is no such page in this museum.");

    private final URI base;
    private final RequestLog log;
    private final Map<String, Route> routes = new HashMap<>();
    private final Map<String, Route> prefixes = new LinkedHashMap<>();

    Host(URI base, RequestLog log) {
        this.base = base;
        this.log = log;
    }

    /** Opens a corner, if it is on this host. */
    void add(Corner corner) {
        if (corner.base().equals(base)) {
            routes.putAll(corner.routes());
            prefixes.putAll(corner.prefixes());
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Instant time = Instant.now();
        URI target = exchange.getRequestURI();
        String path = Objects.requireNonNullElse(target.getPath(), "/");
        String query = Objects.requireNonNullElse(target.getRawQuery(), "");
        String url = base.resolve("/") + (target.getRawPath() + (query.isEmpty() ? "" : "?" + query)).substring(1);
        String userAgent =
                Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("User-Agent"), "");
        Answer answer = route(path)
                .answer(new Visit(
                        path,
                        query,
                        log.count(url),
                        exchange.getRequestMethod(),
                        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Cookie"), ""),
                        new String(exchange.getRequestBody().readNBytes(BODY_BYTES_MAX), UTF_8)));
        log.add(new Request(time, exchange.getRequestMethod(), url, userAgent, answer.visibleStatus()));
        answer.send(exchange);
    }

    private Route route(String path) {
        Route exact = routes.get(path);
        if (exact != null) {
            return exact;
        }
        return prefixes.entrySet().stream()
                .filter(prefix -> path.startsWith(prefix.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(NOT_FOUND);
    }
}
