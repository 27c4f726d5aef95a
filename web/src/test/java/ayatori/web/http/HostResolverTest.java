package ayatori.web.http;

import static ayatori.web.http.ConnectionPoolTest.assertKind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Action;
import ayatori.async.Async;
import ayatori.async.Awaitable;
import ayatori.async.CancelledError;
import ayatori.async.EventLoop;
import ayatori.async.RunOptions;
import ayatori.async.VirtualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long answers are cached, and which task sends the question; on a virtual clock. */
class HostResolverTest {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");

    private final List<String> asked = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "0, 5", // a name that changes with every answer is not asked for with every connection
        "4, 5", //
        "60, 60", //
        "600, 600", //
        "86400, 600", // whatever it says, it is asked for again
    })
    void remembersAnAddressWithinBounds(long saysSeconds, long holdsSeconds) throws Exception {
        run(() -> {
            var resolver = resolver(new NameLookup.Answer(List.of(ADDRESS), Duration.ofSeconds(saysSeconds)));
            assertHolds(resolver, Duration.ofSeconds(holdsSeconds));
        });
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "30, 30", "3600, 60"})
    void remembersThatThereIsNoneWithinBounds(long saysSeconds, long holdsSeconds) throws Exception {
        run(() -> {
            var resolver = resolver(new NameLookup.Answer(List.of(), Duration.ofSeconds(saysSeconds)));
            assertHolds(resolver, Duration.ofSeconds(holdsSeconds));
        });
    }

    @Test
    void remembersNoFailure() throws Exception {
        run(() -> {
            var answers = new ArrayDeque<IOException>(
                    List.of(new IOException("no name server answers"), new SocketException("Too many open files")));
            var resolver = new HostResolver(EventLoop.current(), host -> {
                asked.add(host);
                if (!answers.isEmpty()) {
                    throw answers.remove();
                }
                return new NameLookup.Answer(List.of(ADDRESS), Duration.ofMinutes(1));
            });
            assertThatThrownBy(() -> resolver.resolve("a.test", Duration.ZERO))
                    .hasMessage("No name server could tell the address of a.test.")
                    .extracting(e -> ((HttpException) e).kind())
                    .isEqualTo(FailureKind.NAME_LOOKUP);
            assertKind(FailureKind.LOCAL_SHORTAGE, () -> resolver.resolve("a.test", Duration.ZERO));
            assertThat(resolver.resolve("a.test", Duration.ZERO)).containsExactly(ADDRESS);
            assertThat(asked).hasSize(3);
        });
    }

    @Test
    void allWhoWaitForOneLookUpFailWithIt() throws Exception {
        run(() -> {
            var resolver = new HostResolver(EventLoop.current(), host -> {
                asked.add(host);
                Async.sleep(Duration.ofMillis(100));
                throw new IOException("no name server answers");
            });
            List<Awaitable<FailureKind>> wanted = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                wanted.add(() -> {
                    try {
                        resolver.resolve("a.test", Duration.ZERO);
                        throw new AssertionError("resolved");
                    } catch (HttpException e) {
                        return e.kind();
                    }
                });
            }
            assertThat(Async.gather(wanted)).hasSize(100).containsOnly(FailureKind.NAME_LOOKUP);
            assertThat(asked).hasSize(1);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "true, a.test: Name or service not known",
        "true, a.test: No address associated with hostname",
        "true, 'a.test: nodename nor servname provided, or not known'",
        "true, No such host is known (a.test)",
        "false, a.test: Temporary failure in name resolution",
        "false, a.test: Non-recoverable failure in name resolution",
        "false, a.test: System error",
        "false, a.test", // what the JDK's own cache says
        "false,", //
    })
    void onlyTheSystemsNoIsFinal(boolean isFinal, @Nullable String message) {
        assertThat(SystemLookup.isFinal(message)).isEqualTo(isFinal);
    }

    @Test
    void asksOnceForAllWhoWantTheSameName() throws Exception {
        run(() -> {
            var resolver = slowResolver();
            List<Awaitable<List<InetAddress>>> wanted = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                wanted.add(() -> resolver.resolve("a.test", Duration.ZERO));
            }
            assertThat(Async.gather(wanted)).hasSize(100).containsOnly(List.of(ADDRESS));
            assertThat(asked).containsExactly("a.test");
        });
    }

    @Test
    void theNextAsksWhenWhoeverAskedIsCancelled() throws Exception {
        run(() -> {
            var resolver = slowResolver();
            var first = Async.createTask(() -> resolver.resolve("a.test", Duration.ZERO));
            var second = Async.createTask(() -> resolver.resolve("a.test", Duration.ZERO));
            Async.sleep(Duration.ofMillis(10));
            first.cancel();
            assertThatThrownBy(first::await).isInstanceOf(CancelledError.class);
            assertThat(second.await()).containsExactly(ADDRESS);
            assertThat(asked).hasSize(2);
        });
    }

    @Test
    void waitsNoLongerThanTold() throws Exception {
        run(() -> {
            var resolver = slowResolver();
            assertKind(FailureKind.NAME_LOOKUP, () -> resolver.resolve("a.test", Duration.ofMillis(99)));
            assertThat(resolver.resolve("a.test", Duration.ofMillis(101))).containsExactly(ADDRESS);
        });
    }

    @Test
    void forgetsWhatWasWantedLongestAgoBeyondItsBound() throws Exception {
        run(() -> {
            var resolver = resolver(new NameLookup.Answer(List.of(ADDRESS), Duration.ofHours(1)));
            for (int i = 0; i <= HostResolver.NAMES_MAX; i++) {
                resolver.resolve("a" + i + ".test", Duration.ZERO);
            }
            asked.clear();
            resolver.resolve("a" + HostResolver.NAMES_MAX + ".test", Duration.ZERO);
            resolver.resolve("a1.test", Duration.ZERO);
            assertThat(asked).isEmpty();
            resolver.resolve("a0.test", Duration.ZERO);
            assertThat(asked).containsExactly("a0.test");
        });
    }

    @Test
    void asksNobodyForAddressesNorForNamesThatAreNowhere() throws Exception {
        run(() -> {
            var resolver = slowResolver();
            assertThat(resolver.resolve("192.0.2.1", Duration.ZERO)).containsExactly(ADDRESS);
            assertThat(resolver.resolve("2001:db8::1", Duration.ZERO))
                    .containsExactly(InetAddress.ofLiteral("2001:db8::1"));
            for (String name : List.of("a.invalid", "a.invalid.", "abc.onion")) {
                assertKind(FailureKind.UNKNOWN_HOST, () -> resolver.resolve(name, Duration.ZERO));
            }
            assertThat(asked).isEmpty();
        });
    }

    @Test
    void knowsItsOwnMachine() throws Exception {
        run(() -> {
            var resolver = slowResolver();
            for (String name : List.of("localhost", "localhost.", "a.localhost")) {
                assertThat(resolver.resolve(name, Duration.ZERO)).hasSize(2).allMatch(InetAddress::isLoopbackAddress);
            }
            assertThat(asked).isEmpty();
        });
    }

    @Test
    void takesFamiliesInTurnThatOfTheFirstAddressFirst() throws Exception {
        assertThat(resolved("::1", "::2", "::3", "10.0.0.1", "10.0.0.2"))
                .isEqualTo(addresses("::1", "10.0.0.1", "::2", "10.0.0.2", "::3"));
        assertThat(resolved("10.0.0.1", "10.0.0.2", "::1")).isEqualTo(addresses("10.0.0.1", "::1", "10.0.0.2"));
    }

    @Test
    void takesNoMoreAddressesThanCanBeTried() throws Exception {
        String[] many = new String[5_000];
        Arrays.setAll(many, i -> "10.0." + i / 250 + "." + i % 250);
        many[many.length - 1] = "::1";
        assertThat(resolved(many))
                .hasSize(HostResolver.ADDRESSES_MAX)
                .startsWith(addresses("10.0.0.0", "::1", "10.0.0.1").toArray(InetAddress[]::new));
    }

    private List<InetAddress> resolved(String... literals) throws Exception {
        List<InetAddress> resolved = new ArrayList<>();
        run(() -> resolved.addAll(resolver(new NameLookup.Answer(addresses(literals), Duration.ofMinutes(1)))
                .resolve("a.test", Duration.ZERO)));
        return resolved;
    }

    private static List<InetAddress> addresses(String... literals) {
        return Stream.of(literals).map(InetAddress::ofLiteral).toList();
    }

    private void assertHolds(HostResolver resolver, Duration holds) throws Exception {
        resolveQuietly(resolver);
        Async.sleep(holds.minusMillis(1));
        resolveQuietly(resolver);
        assertThat(asked).hasSize(1);
        Async.sleep(Duration.ofMillis(1));
        resolveQuietly(resolver);
        assertThat(asked).hasSize(2);
    }

    private static void resolveQuietly(HostResolver resolver) throws IOException {
        try {
            assertThat(resolver.resolve("a.test", Duration.ZERO)).containsExactly(ADDRESS);
        } catch (HttpException e) {
            assertThat(e.kind()).isEqualTo(FailureKind.UNKNOWN_HOST);
        }
    }

    private HostResolver resolver(NameLookup.Answer answer) {
        return new HostResolver(EventLoop.current(), host -> {
            asked.add(host);
            return answer;
        });
    }

    private HostResolver slowResolver() {
        return new HostResolver(EventLoop.current(), host -> {
            asked.add(host);
            Async.sleep(Duration.ofMillis(100));
            return new NameLookup.Answer(List.of(ADDRESS), Duration.ofMinutes(1));
        });
    }

    private static void run(Action test) throws Exception {
        Async.run(RunOptions.defaults().withClock(new VirtualClock()), test);
    }
}
