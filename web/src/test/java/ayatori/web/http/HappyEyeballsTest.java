package ayatori.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Async;
import ayatori.async.CancelledError;
import ayatori.async.EventLoop;
import ayatori.async.RunOptions;
import ayatori.async.VirtualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which addresses are tried when, and which one is used; on a virtual clock. */
class HappyEyeballsTest {
    private static final Duration NEVER = Duration.ofHours(1);

    private final List<String> tried = new ArrayList<>();
    private final List<String> discarded = new ArrayList<>();

    /** What an address does: connects after some time, or refuses after some time. */
    private record Behaviour(Duration shakesHandsAfter, Duration after, boolean connects) {}

    private static Behaviour connects(long millis) {
        return new Behaviour(NEVER, Duration.ofMillis(millis), true);
    }

    private static Behaviour refuses(long millis) {
        return new Behaviour(NEVER, Duration.ofMillis(millis), false);
    }

    private static Behaviour shakesHands(long afterMillis, long millis, boolean connects) {
        return new Behaviour(Duration.ofMillis(afterMillis), Duration.ofMillis(millis), connects);
    }

    @Test
    void triesOneOnlyWhereThatIsQuick() throws Exception {
        assertThat(connect(Map.of("::1", connects(249), "10.0.0.1", connects(1))))
                .isEqualTo("::1 after 249");
        assertThat(tried).containsExactly("::1 at 0");
    }

    @Test
    void triesTheNextAfterAHeadStart() throws Exception {
        assertThat(connect(Map.of("::1", connects(5_000), "10.0.0.1", connects(30))))
                .isEqualTo("10.0.0.1 after 280");
        assertThat(tried).containsExactly("::1 at 0", "10.0.0.1 at 250");
    }

    @Test
    void triesTheNextAtOnceWhenOneFails() throws Exception {
        assertThat(connect(Map.of("::1", refuses(10), "10.0.0.1", refuses(5), "::2", connects(5))))
                .isEqualTo("::2 after 20");
        assertThat(tried).containsExactly("::1 at 0", "10.0.0.1 at 10", "::2 at 15");
    }

    @Test
    void theFirstMayStillWin() throws Exception {
        assertThat(connect(Map.of("::1", connects(300), "10.0.0.1", connects(100))))
                .isEqualTo("::1 after 300");
        assertThat(tried).hasSize(2);
        assertThat(discarded).isEmpty();
    }

    @Test
    void holdsTheNextBackWhileOneShakesHands() throws Exception {
        assertThat(connect(Map.of("::1", shakesHands(200, 2_000, true), "10.0.0.1", connects(1))))
                .isEqualTo("::1 after 2000");
        assertThat(tried).containsExactly("::1 at 0");
    }

    @Test
    void triesTheNextWhenTheHandshakeFails() throws Exception {
        assertThat(connect(Map.of("::1", shakesHands(200, 2_000, false), "10.0.0.1", connects(1))))
                .isEqualTo("10.0.0.1 after 2001");
        assertThat(tried).containsExactly("::1 at 0", "10.0.0.1 at 2000");
    }

    @Test
    void discardsTheSecondOfTwoThatComeTogether() throws Exception {
        assertThat(connect(Map.of("::1", connects(350), "10.0.0.1", connects(100))))
                .endsWith(" after 350");
        assertThat(discarded.size()).isLessThanOrEqualTo(1);
    }

    @Test
    void tellsWhyTheFirstFailedAndTheOthersToo() {
        assertThatThrownBy(() -> connect(Map.of("::1", refuses(10), "10.0.0.1", refuses(5))))
                .isInstanceOf(IOException.class)
                .hasMessage("::1 refuses")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .extracting(Throwable::getMessage)
                        .isEqualTo("10.0.0.1 refuses"));
    }

    @Test
    void callsEverybodyOffWhenCancelled() throws Exception {
        run(() -> {
            var task = Async.createTask(() -> eyes(Map.of("::1", connects(5_000), "10.0.0.1", connects(5_000)))
                    .connect(addresses("::1", "10.0.0.1")));
            Async.sleep(Duration.ofSeconds(1));
            task.cancel();
            assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
            assertThat(tried).hasSize(2);
            assertThat(Async.allTasks()).hasSize(1);
        });
    }

    private String connect(Map<String, Behaviour> hosts) throws Exception {
        List<String> result = new ArrayList<>();
        run(() -> result.add(eyes(hosts)
                .connect(addresses(Stream.of("::1", "10.0.0.1", "::2")
                        .filter(hosts::containsKey)
                        .toArray(String[]::new)))));
        return result.getFirst();
    }

    private HappyEyeballs<String> eyes(Map<String, Behaviour> hosts) {
        EventLoop loop = EventLoop.current();
        long start = loop.nanoTime();
        return new HappyEyeballs<>(
                loop,
                (address, progress) -> {
                    String name = address.getHostAddress().replace("0:0:0:0:0:0:0:", "::");
                    tried.add(name + " at " + millisSince(start));
                    Behaviour behaviour = Objects.requireNonNull(hosts.get(name));
                    if (behaviour.shakesHandsAfter.compareTo(behaviour.after) < 0) {
                        Async.sleep(behaviour.shakesHandsAfter);
                        progress.shakingHands();
                        Async.sleep(behaviour.after.minus(behaviour.shakesHandsAfter));
                    } else {
                        Async.sleep(behaviour.after);
                    }
                    if (!behaviour.connects) {
                        throw new IOException(name + " refuses");
                    }
                    return name + " after " + millisSince(start);
                },
                discarded::add);
    }

    private static long millisSince(long startNanos) {
        return Duration.ofNanos(EventLoop.current().nanoTime() - startNanos).toMillis();
    }

    private static List<InetAddress> addresses(String... literals) {
        return Stream.of(literals).map(InetAddress::ofLiteral).toList();
    }

    private static void run(ayatori.async.Action test) throws Exception {
        Async.run(RunOptions.defaults().withClock(new VirtualClock()), test);
    }
}
