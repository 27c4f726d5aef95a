package ayatori.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signals, with {@code URG}: nobody uses it, and a process that does not handle it is none the worse. */
@Timeout(60)
final class SignalTest {
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

    /** Receives the signals that no other handler does, so that an unexpected signal fails the test. */
    private @Nullable OsSignal outermost;

    @BeforeEach
    void listen() throws ReflectiveOperationException {
        outermost = handler("nobody");
    }

    @AfterEach
    void close() {
        if (outermost != null) {
            outermost.close();
        }
    }

    private OsSignal handler(String name) throws ReflectiveOperationException {
        return OsSignal.handle("URG", () -> heard.add(name));
    }

    private static void raise() throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        type.getMethod("raise", type)
                .invoke(null, type.getConstructor(String.class).newInstance("URG"));
    }

    private @Nullable String whoHears() throws Exception {
        raise();
        return heard.poll(30, TimeUnit.SECONDS);
    }

    @Test
    void latestHandlerIsCalledWhateverTheOrderOfRemoval() throws Exception {
        OsSignal first = handler("first");
        OsSignal second = handler("second");
        OsSignal third = handler("third");
        assertThat(whoHears()).isEqualTo("third");
        second.close();
        assertThat(whoHears()).isEqualTo("third");
        third.close();
        third.close();
        assertThat(whoHears()).isEqualTo("first");
        first.close();
        assertThat(whoHears()).isEqualTo("nobody");
        assertThat(heard).isEmpty();
    }

    @OnBothCarriers
    void handlerIsCalledUntilItIsRemoved(CarrierKind carrier) throws Exception {
        Async.run(RunOptions.defaults().withCarrier(carrier), () -> {
            var loop = EventLoop.current();
            var signals = Queue.<String>unbounded();
            loop.addSignalHandler("URG", () -> signals.putNowait("replaced"));
            loop.addSignalHandler("URG", () -> signals.putNowait(EventLoop.current() == loop ? "loop" : "elsewhere"));
            raise();
            // Nothing else is ready, and no timer is set: waiting for a signal is no deadlock.
            assertThat(signals.get()).isEqualTo("loop");
            assertThat(loop.removeSignalHandler("URG")).isTrue();
            assertThat(loop.removeSignalHandler("URG")).isFalse();
            assertThat(Async.toThread(this::whoHears)).isEqualTo("nobody");
            assertThat(signals.isEmpty()).isTrue();
        });
    }

    @OnBothCarriers
    void loopRemovesItsHandlersWhenItEnds(CarrierKind carrier) throws Exception {
        Async.run(RunOptions.defaults().withCarrier(carrier), () -> {
            EventLoop.current().addSignalHandler("URG", () -> heard.add("loop"));
        });
        assertThat(whoHears()).isEqualTo("nobody");
    }

    @Test
    void signalsThatCannotBeHandledAreNamed() throws Exception {
        Async.run(() -> {
            for (String name : new String[] {"KILL", "SEGV", "NONSENSE"}) {
                assertThatThrownBy(() -> EventLoop.current().addSignalHandler(name, () -> {}))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("this JVM cannot handle a signal " + name);
            }
        });
    }
}
