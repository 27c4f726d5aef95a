package ayatori.web.http;

import ayatori.async.Async;
import ayatori.async.EventLoop;
import ayatori.async.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks up host names with the JDK's resolver, on worker threads, and remembers the answers for a short while. Tasks that
 * ask for the same name at the same time share one look-up.
 */
final class HostResolver {
    private static final Duration FOUND_FOR = Duration.ofSeconds(60);
    private static final Duration NOT_FOUND_FOR = Duration.ofSeconds(10);
    private static final int NAMES_MAX = 10_000;

    /** @param addresses empty for a name that has none */
    private record Answer(List<InetAddress> addresses, long untilNanos) {}

    private final EventLoop loop;

    /** The names asked for longest ago first. */
    private final LinkedHashMap<String, Answer> answers = new LinkedHashMap<>(16, 0.75f, true);

    /** Who waits for look-ups that are under way. */
    private final Map<String, List<Promise<@Nullable Void>>> underWay = new HashMap<>();

    HostResolver(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * The addresses of {@code hostName}, at least one.
     *
     * @param limit how long to wait, zero for as long as it takes
     * @throws HttpException of kind {@link FailureKind#UNKNOWN_HOST}, or {@link FailureKind#CONNECT_TIMEOUT} when the
     *     look-up took too long
     */
    List<InetAddress> resolve(String hostName, Duration limit) throws IOException {
        if (isAddress(hostName)) {
            return List.of(InetAddress.ofLiteral(hostName));
        }
        Answer answer = remembered(hostName);
        if (answer == null) {
            answer = ask(hostName, limit);
        }
        if (answer.addresses.isEmpty()) {
            throw new HttpException(FailureKind.UNKNOWN_HOST, "The host " + hostName + " has no address.");
        }
        return answer.addresses;
    }

    static boolean isAddress(String hostName) {
        return hostName.indexOf(':') >= 0 || hostName.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private @Nullable Answer remembered(String hostName) {
        Answer answer = answers.get(hostName);
        if (answer != null && loop.nanoTime() - answer.untilNanos >= 0) {
            answers.remove(hostName);
            return null;
        }
        return answer;
    }

    private Answer ask(String hostName, Duration limit) throws IOException {
        try {
            return limit.isZero() ? lookUpOrJoin(hostName) : Async.waitFor(() -> lookUpOrJoin(hostName), limit);
        } catch (TimeoutException e) {
            throw new HttpException(
                    FailureKind.CONNECT_TIMEOUT, "Looking up the host " + hostName + " took too long.", e);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private Answer lookUpOrJoin(String hostName) throws Exception {
        while (true) {
            List<Promise<@Nullable Void>> waiters = underWay.get(hostName);
            if (waiters == null) {
                return lookUp(hostName);
            }
            Promise<@Nullable Void> over = loop.createPromise();
            waiters.add(over);
            over.await();
            Answer answer = remembered(hostName);
            if (answer != null) {
                return answer;
            }
        }
    }

    private Answer lookUp(String hostName) throws Exception {
        var waiters = new ArrayList<Promise<@Nullable Void>>();
        underWay.put(hostName, waiters);
        try {
            List<InetAddress> found = Async.toThread(() -> addresses(hostName));
            Duration valid = found.isEmpty() ? NOT_FOUND_FOR : FOUND_FOR;
            var answer = new Answer(found, loop.nanoTime() + valid.toNanos());
            answers.put(hostName, answer);
            if (answers.size() > NAMES_MAX) {
                answers.pollFirstEntry();
            }
            return answer;
        } finally {
            underWay.remove(hostName);
            for (Promise<@Nullable Void> waiter : waiters) {
                if (!waiter.done()) {
                    waiter.setResult(null);
                }
            }
        }
    }

    /** On a worker thread. */
    private static List<InetAddress> addresses(String hostName) {
        try {
            return List.of(InetAddress.getAllByName(hostName));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
