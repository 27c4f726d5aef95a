package ayatori.web.http;

import ayatori.async.EventLoop;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All connections of a session, by origin, with a bound on how many of them may be idle. */
final class ConnectionPool {
    private static final int HTTP1_ONLY_MAX = 1000;

    private final SessionConfig config;
    private final EventLoop loop;
    private final NettyDriver driver;
    private final Connector connector;
    private final Map<Origin, OriginPool> origins = new HashMap<>();

    /** Idle connections, the one that has been idle longest first, each with its pool. */
    private final LinkedHashMap<Connection, OriginPool> idle = new LinkedHashMap<>();

    /** Every open connection. */
    private final Set<Connection> open = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Origins that have refused HTTP/2, the latest last. */
    private final LinkedHashSet<Origin> http1Only = new LinkedHashSet<>();

    private boolean closed;

    ConnectionPool(SessionConfig config, EventLoop loop) {
        this.config = config;
        this.loop = loop;
        this.driver = NettyDriver.of(loop);
        this.connector = new Connector(config, loop, driver);
        driver.descriptors().add(this);
    }

    SessionConfig config() {
        return config;
    }

    EventLoop loop() {
        return loop;
    }

    NettyDriver driver() {
        return driver;
    }

    Connector connector() {
        return connector;
    }

    boolean requiresHttp1(Origin origin) {
        return http1Only.contains(origin);
    }

    void requireHttp1(Origin origin) {
        http1Only.addLast(origin);
        if (http1Only.size() > HTTP1_ONLY_MAX) {
            http1Only.removeFirst();
        }
    }

    OriginPool of(Origin origin) {
        return origins.computeIfAbsent(origin, missing -> new OriginPool(this, missing));
    }

    void forgetIfUnused(OriginPool pool) {
        if (pool.unused()) {
            origins.remove(pool.origin(), pool);
        }
    }

    void opened(Connection connection) {
        if (closed) {
            connection.close();
        }
        open.add(connection);
    }

    void closed(Connection connection) {
        open.remove(connection);
        idle.remove(connection);
    }

    void addIdle(Connection connection, OriginPool pool) {
        idle.put(connection, pool);
        if (idle.size() > config.idleConnectionsMax()) {
            var longest = idle.pollFirstEntry();
            longest.getValue().evict(longest.getKey());
        }
    }

    /** Closes all idle connections, to free their descriptors. */
    void closeIdle() {
        for (Map.Entry<Connection, OriginPool> entry; (entry = idle.pollFirstEntry()) != null; ) {
            entry.getValue().evict(entry.getKey());
        }
    }

    void removeIdle(Connection connection) {
        idle.remove(connection);
    }

    /** Closes every connection at the next poll, and what is under way with it. */
    void close() {
        closed = true;
        driver.descriptors().remove(this);
        driver.execute(() -> {
            List.copyOf(open).forEach(Connection::close);
            connector.close();
        });
    }
}
