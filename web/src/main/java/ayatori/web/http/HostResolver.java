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
 * A cache of the addresses of hosts, which keeps each answer for its TTL, within bounds. Tasks that ask for the same name at
 * the same time share one look-up.
 */
final class HostResolver {
    /** The least TTL, so that a name whose TTL is 0 is not looked up for every connection. */
    static final Duration HOLDS_MIN = Duration.ofSeconds(5);

    /** The greatest TTL of addresses: a host that moves is found again within this time. */
    static final Duration FOUND_FOR_MAX = Duration.ofMinutes(10);

    /** The greatest TTL of "no such name": a new host is found within this time. */
    static final Duration NOT_FOUND_FOR_MAX = Duration.ofSeconds(60);

    static final int NAMES_MAX = 10_000;

    /** How many addresses of a host are tried, however many it has. */
    static final int ADDRESSES_MAX = 16;

    private static final List<InetAddress> LOCAL =
            List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

    /** @param addresses empty for a name that has none */
    private record Remembered(List<InetAddress> addresses, long untilNanos) {}

    /**
     * The outcome of one look-up, for all tasks that wait for it.
     *
     * @param answer {@code null} when the look-up failed, or its task was cancelled
     * @param failure why it failed, {@code null} otherwise
     */
    private record Outcome(
            @Nullable Remembered answer, @Nullable IOException failure) {}

    private final EventLoop loop;
    private final NameLookup names;

    /** The least recently used first. */
    private final LinkedHashMap<String, Remembered> answers = new LinkedHashMap<>(16, 0.75f, true);

    /** The tasks that wait for look-ups under way. */
    private final Map<String, List<Promise<Outcome>>> underWay = new HashMap<>();

    HostResolver(EventLoop loop, NameLookup names) {
        this.loop = loop;
        this.names = names;
    }

    /**
     * The addresses of {@code hostName}, at least one, in the order in which to try them (RFC 8305, section 4): the
     * families in turn, that of the first address first. Names that are local by definition, or exist nowhere, are not
     * looked up (RFC 6761, RFC 7686).
     *
     * @param limit how long to wait, zero for as long as it takes
     * @throws HttpException of kind {@link FailureKind#UNKNOWN_HOST}; {@link FailureKind#NAME_LOOKUP} when nobody could
     *     tell, also not within {@code limit}; {@link FailureKind#LOCAL_SHORTAGE} when there were no sockets to ask with
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
        if (answer.addresses.isEmpty()) {
            throw unknown(hostName);
        }
        return answer.addresses;
    }

    private static HttpException failed(String hostName, IOException cause) {
        return Failures.isShortage(cause)
                ? Failures.shortage(cause)
                : new HttpException(
                        FailureKind.NAME_LOOKUP, "No name server could tell the address of " + hostName + ".", cause);
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
            throw new HttpException(FailureKind.NAME_LOOKUP, "Looking up the host " + hostName + " took too long.", e);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private Remembered lookUpOrJoin(String hostName) throws Exception {
        while (true) {
            List<Promise<Outcome>> waiters = underWay.get(hostName);
            Outcome outcome;
            if (waiters == null) {
                outcome = lookUp(hostName);
            } else {
                Promise<Outcome> over = loop.createPromise();
                waiters.add(over);
                outcome = over.await();
            }
            if (outcome.failure != null) {
                throw failed(hostName, outcome.failure);
            }
            if (outcome.answer != null) {
                return outcome.answer;
            }
        }
    }

    /** Looks the name up, and tells those who wait for it. Only an answer is remembered: a failure says nothing lasting. */
    private Outcome lookUp(String hostName) {
        var waiters = new ArrayList<Promise<Outcome>>();
        underWay.put(hostName, waiters);
        var outcome = new Outcome(null, null);
        try {
            NameLookup.Answer found = names.lookUp(hostName);
            var answer = new Remembered(
                    inTurn(found.addresses()), loop.nanoTime() + bounded(found).toNanos());
            outcome = new Outcome(answer, null);
            answers.put(hostName, answer);
            if (answers.size() > NAMES_MAX) {
                answers.pollFirstEntry();
            }
        } catch (IOException e) {
            outcome = new Outcome(null, e);
        } finally {
            underWay.remove(hostName);
            for (Promise<Outcome> waiter : waiters) {
                if (!waiter.done()) {
                    waiter.setResult(outcome);
                }
            }
        }
        return outcome;
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
