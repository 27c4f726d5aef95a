package ayatori.web.http;

import ayatori.web.proxy.ProxyServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The proxies that have failed and are left alone for a while, unless there is no other. There are as many as were configured. */
final class RestingProxies {
    private static final Duration REST = Duration.ofSeconds(30);

    private final Map<ProxyServer, Long> untilNanos = new HashMap<>();

    /** Lets {@code proxy} rest from now on. */
    void failed(ProxyServer proxy, long nowNanos) {
        untilNanos.put(proxy, nowNanos + REST.toNanos());
    }

    /** {@code proxies} in their order, those that rest last. Never fewer: without a proxy is not for us to choose. */
    List<ProxyServer> inOrder(List<ProxyServer> proxies, long nowNanos) {
        untilNanos.values().removeIf(until -> nowNanos - until >= 0);
        if (untilNanos.isEmpty()) {
            return proxies;
        }
        var order = new ArrayList<>(proxies);
        order.removeIf(untilNanos::containsKey);
        for (ProxyServer proxy : proxies) {
            if (untilNanos.containsKey(proxy)) {
                order.add(proxy);
            }
        }
        return order;
    }
}
