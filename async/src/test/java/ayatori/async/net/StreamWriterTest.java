package ayatori.async.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Action;
import ayatori.async.Async;
import ayatori.async.CancelledError;
import ayatori.async.CarrierKind;
import ayatori.async.RunOptions;
import ayatori.async.Task;
import ayatori.async.VirtualClock;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

final class StreamWriterTest {
    private final Memory memory = new Memory();

    private static void run(CarrierKind carrier, Action main) throws Exception {
        Async.run(RunOptions.defaults().withCarrier(carrier).withClock(new VirtualClock()), main);
    }

    @OnBothCarriers
    void bytesNotTakenAtOnceAreSentLaterInOrder(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var writer = new StreamWriter(memory);
            memory.room = 3;
            byte[] reused = "abcd".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            writer.write(reused);
            reused[3] = 'X';
            writer.write("ef");
            assertThat(memory.written).hasToString("abc");
            assertThat(writer.writeBufferSize()).isEqualTo(3);
            memory.makeRoom(1);
            memory.makeRoom(100);
            assertThat(memory.written).hasToString("abcdef");
            assertThat(memory.writeWaits()).isFalse();
            assertThat(memory.room).isEqualTo(98);
        });
    }

    @OnBothCarriers
    void drainWaitsFromTheHighToTheLowWaterMark(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var writer = new StreamWriter(memory);
            writer.setWriteBufferLimits(10, 4);
            memory.room = 0;
            writer.write("1234567890");
            writer.drain(); // not above the high-water mark
            writer.write("1");
            Task<@Nullable Void> draining = Async.createTask(writer::drain);
            Async.sleep(Duration.ZERO);
            memory.makeRoom(6);
            Async.sleep(Duration.ZERO);
            assertThat(draining.done()).isFalse(); // five bytes are left
            memory.makeRoom(1);
            draining.await();
            assertThat(writer.writeBufferSize()).isEqualTo(4);
        });
    }

    @OnBothCarriers
    void cancelledDrainLeavesTheOthersWaiting(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var writer = new StreamWriter(memory);
            writer.setWriteBufferLimits(0, 0);
            memory.room = 0;
            writer.write("x");
            Task<@Nullable Void> first = Async.createTask(writer::drain);
            Task<@Nullable Void> second = Async.createTask(writer::drain);
            Async.sleep(Duration.ZERO);
            first.cancel();
            assertThatThrownBy(first::await).isInstanceOf(CancelledError.class);
            assertThat(second.done()).isFalse();
            memory.makeRoom(1);
            second.await();
            assertThat(memory.written).hasToString("x");
        });
    }

    @OnBothCarriers
    void closeSendsWhatIsBuffered(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var writer = new StreamWriter(memory);
            memory.room = 0;
            writer.write("last");
            writer.close();
            writer.close();
            assertThat(writer.isClosing()).isTrue();
            assertThat(memory.closed).isFalse();
            assertThatThrownBy(() -> writer.write("more")).isInstanceOf(IllegalStateException.class);
            Task<@Nullable Void> closed = Async.createTask(writer::waitClosed);
            Async.sleep(Duration.ZERO);
            memory.makeRoom(100);
            closed.await();
            assertThat(memory.written).hasToString("last");
            assertThat(memory.closed).isTrue();
            assertThat(memory.aborted).isFalse();
        });
    }

    @OnBothCarriers
    void writeEofFollowsWhatIsBuffered(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var writer = new StreamWriter(memory);
            memory.room = 0;
            writer.write("last");
            writer.writeEof();
            writer.writeEof();
            assertThatThrownBy(() -> writer.write("more")).isInstanceOf(IllegalStateException.class);
            assertThat(memory.written).isEmpty();
            memory.makeRoom(100);
            assertThat(memory.written).hasToString("last<end>");
            assertThat(memory.closed).isFalse();
            writer.close();
            assertThat(memory.closed).isTrue();
        });
    }

    @OnBothCarriers
    void abortDropsWhatIsBuffered(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var writer = new StreamWriter(memory);
            writer.setWriteBufferLimits(0, 0);
            memory.room = 0;
            writer.write("lost");
            Task<@Nullable Void> draining = Async.createTask(writer::drain);
            Async.sleep(Duration.ZERO);
            writer.abort();
            assertThat(memory.aborted).isTrue();
            assertThat(writer.writeBufferSize()).isZero();
            assertThatThrownBy(draining::await).isInstanceOf(IOException.class);
            writer.waitClosed();
        });
    }

    @OnBothCarriers
    void drainAndWaitClosedReportALostConnection(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var writer = new StreamWriter(memory);
            memory.writeFailure = new SocketException("Broken pipe");
            writer.write("lost");
            writer.write("dropped");
            assertThatThrownBy(writer::drain)
                    .isInstanceOf(SocketException.class)
                    .hasMessage("Broken pipe");
            assertThatThrownBy(writer::waitClosed).isInstanceOf(SocketException.class);
            assertThat(memory.aborted).isTrue();
            writer.close();
        });
    }

    @OnBothCarriers
    void connectionLostInTheBackgroundWakesDrain(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var writer = new StreamWriter(memory);
            writer.setWriteBufferLimits(0, 0);
            memory.room = 0;
            writer.write("x");
            Task<@Nullable Void> draining = Async.createTask(writer::drain);
            Async.sleep(Duration.ZERO);
            memory.writeFailure = new SocketException("Connection reset");
            memory.makeRoom(1);
            assertThatThrownBy(draining::await).hasMessage("Connection reset");
        });
    }

    @OnBothCarriers
    void limitsAreChecked(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var writer = new StreamWriter(memory);
            assertThatThrownBy(() -> writer.setWriteBufferLimits(1, 2)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> writer.setWriteBufferLimits(1, -1)).isInstanceOf(IllegalArgumentException.class);
            memory.room = 0;
            writer.write("12345");
            writer.setWriteBufferLimits(4, 4);
            Task<@Nullable Void> draining = Async.createTask(writer::drain);
            Async.sleep(Duration.ZERO);
            assertThat(draining.done()).isFalse();
            writer.setWriteBufferLimits(5, 4);
            draining.await();
        });
    }

    @OnBothCarriers
    void drainAfterCloseWaitsForTheBufferAndThenFails(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var writer = new StreamWriter(memory);
            writer.setWriteBufferLimits(0, 0);
            memory.room = 0;
            writer.write("last");
            writer.close();
            Task<@Nullable Void> draining = Async.createTask(writer::drain);
            Async.sleep(Duration.ZERO);
            assertThat(draining.done()).isFalse();
            memory.makeRoom(100);
            assertThatThrownBy(draining::await).isInstanceOf(IOException.class).hasMessageContaining("is closed");
            assertThatThrownBy(writer::drain).isInstanceOf(IOException.class).hasMessageContaining("is closed");
        });
    }

    @OnBothCarriers
    void lostConnectionWakesEveryDrainWithItsOwnException(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var writer = new StreamWriter(memory);
            writer.setWriteBufferLimits(0, 0);
            memory.room = 0;
            writer.write("x");
            Task<@Nullable Void> first = Async.createTask(writer::drain);
            Task<@Nullable Void> second = Async.createTask(writer::drain);
            Task<@Nullable Void> closed = Async.createTask(writer::waitClosed);
            Async.sleep(Duration.ZERO);
            memory.writeFailure = new SocketException("Connection reset");
            memory.makeRoom(1);
            Async.wait(java.util.List.of(first, second, closed));
            assertThat(java.util.List.of(first, second, closed))
                    .allSatisfy(task -> assertThat(task.exception()).hasMessage("Connection reset"));
            assertThat(first.exception()).isNotSameAs(second.exception());
            assertThat(writer.isClosing()).isTrue();
            writer.write("dropped"); // as in asyncio, only drain reports it
        });
    }

    @OnBothCarriers
    void cancelledWaitClosedDoesNotAffectOthers(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var writer = new StreamWriter(memory);
            memory.room = 0;
            writer.write("x");
            writer.close();
            Task<@Nullable Void> first = Async.createTask(writer::waitClosed);
            Task<@Nullable Void> second = Async.createTask(writer::waitClosed);
            Async.sleep(Duration.ZERO);
            first.cancel();
            assertThatThrownBy(first::await).isInstanceOf(CancelledError.class);
            assertThat(second.done()).isFalse();
            memory.makeRoom(1);
            second.await();
            assertThat(memory.written).hasToString("x");
        });
    }
}
