package ayatori.web.http;

import ayatori.async.Async;
import ayatori.async.EventLoop;
import ayatori.async.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the addresses of hosts for as long as whoever knows them says, within bounds. Tasks that ask for the same
 * name at the same time share one look-up.
 */
final class HostResolver {
    /** A name that changes with every answer is not asked for again with every connection. */
    static final Duration HOLDS_MIN = Duration.ofSeconds(5);

    /** A host that moves is found again within this time, whatever it said before. */
    static final Duration FOUND_FOR_MAX = Duration.ofMinutes(10);

    /** A host that is new, or mended, is found within this time. */
    static final Duration NOT_FOUND_FOR_MAX = Duration.ofSeconds(60);

    static final int NAMES_MAX = 10_000;

    /** More than these are not tried, however many a host claims to have. */
    static final int ADDRESSES_MAX = 16;

    private static final List<InetAddress> LOCAL =
            List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

    /**
     * @param addresses empty for a name that has none
     * @param failure why nobody could say, {@code null} if somebody did
     */
    private record Remembered(
            List<InetAddress> addresses, @Nullable IOException failure, long untilNanos) {}

    private final EventLoop loop;
    private final NameLookup names;

    /** The names asked for longest ago first. */
    private final LinkedHashMap<String, Remembered> answers = new LinkedHashMap<>(16, 0.75f, true);

    /** Who waits for look-ups that are under way. */
    private final Map<String, List<Promise<@Nullable Void>>> underWay = new HashMap<>();

    HostResolver(EventLoop loop, NameLookup names) {
        this.loop = loop;
        this.names = names;
    }

    /**
     * The addresses of {@code hostName}, at least one, in the order in which to try them (RFC 8305, section 4): the
     * families in turn, that of the first answer first. Nobody is asked for names that are this machine's own, or nowhere
     * (RFC 6761, RFC 7686).
     *
     * @param limit how long to wait, zero for as long as it takes
     * @throws HttpException of kind {@link FailureKind#UNKNOWN_HOST}; {@link FailureKind#CONNECT_TIMEOUT} when the look-up
     *     took too long; {@link FailureKind#UNREACHABLE} when nobody could be asked
     */
    List<InetAddress> resolve(String hostName, Duration limit) throws IOException {
        if (isAddress(hostName)) {
            return List.of(InetAddress.ofLiteral(hostName));
        }
        String name = DnsQuestion.withoutLastDot(hostName);
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return LOCAL;
        }
        if (name.endsWith(".invalid") || name.endsWith(".onion")) {
            throw unknown(hostName);
        }
        Remembered answer = remembered(hostName);
        if (answer == null) {
            answer = ask(hostName, limit);
        }
        if (answer.failure != null) {
            throw new HttpException(
                    FailureKind.UNREACHABLE,
                    "No name server could tell the address of " + hostName + ".",
                    answer.failure);
        }
        if (answer.addresses.isEmpty()) {
            throw unknown(hostName);
        }
        return answer.addresses;
    }

    private static HttpException unknown(String hostName) {
        return new HttpException(FailureKind.UNKNOWN_HOST, "The host " + hostName + " has no address.");
    }

    static boolean isAddress(String hostName) {
        return hostName.indexOf(':') >= 0 || hostName.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private @Nullable Remembered remembered(String hostName) {
        Remembered answer = answers.get(hostName);
        if (answer != null && loop.nanoTime() - answer.untilNanos >= 0) {
            answers.remove(hostName);
            return null;
        }
        return answer;
    }

    private Remembered ask(String hostName, Duration limit) throws IOException {
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

    private Remembered lookUpOrJoin(String hostName) throws Exception {
        while (true) {
            List<Promise<@Nullable Void>> waiters = underWay.get(hostName);
            if (waiters == null) {
                return lookUp(hostName);
            }
            Promise<@Nullable Void> over = loop.createPromise();
            waiters.add(over);
            over.await();
            Remembered answer = remembered(hostName);
            if (answer != null) {
                return answer;
            }
        }
    }

    private Remembered lookUp(String hostName) {
        var waiters = new ArrayList<Promise<@Nullable Void>>();
        underWay.put(hostName, waiters);
        try {
            Remembered answer = lookUpNow(hostName);
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

    /** A failure too is remembered, if not for long: those who wait for the same name are not to run into it in turn. */
    private Remembered lookUpNow(String hostName) {
        try {
            NameLookup.Answer found = names.lookUp(hostName);
            return new Remembered(
                    inTurn(found.addresses()),
                    null,
                    loop.nanoTime() + bounded(found).toNanos());
        } catch (IOException e) {
            return new Remembered(List.of(), e, loop.nanoTime() + HOLDS_MIN.toNanos());
        }
    }

    private static List<InetAddress> inTurn(List<InetAddress> addresses) {
        var same = new ArrayDeque<InetAddress>();
        var other = new ArrayDeque<InetAddress>();
        for (InetAddress address : addresses) {
            boolean sameFamily = address.getClass() == addresses.getFirst().getClass();
            (sameFamily ? same : other).add(address);
        }
        List<InetAddress> inTurn = new ArrayList<>();
        while (inTurn.size() < ADDRESSES_MAX && !(same.isEmpty() && other.isEmpty())) {
            Queue<InetAddress> next = other.isEmpty() || (inTurn.size() % 2 == 0 && !same.isEmpty()) ? same : other;
            inTurn.add(next.remove());
        }
        return List.copyOf(inTurn);
    }

    private static Duration bounded(NameLookup.Answer answer) {
        boolean found = !answer.addresses().isEmpty();
        Duration most = found ? FOUND_FOR_MAX : NOT_FOUND_FOR_MAX;
        Duration valid = answer.timeToLive();
        if (valid.compareTo(HOLDS_MIN) < 0) {
            return HOLDS_MIN;
        }
        return valid.compareTo(most) > 0 ? most : valid;
    }
}
