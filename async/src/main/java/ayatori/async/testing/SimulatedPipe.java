package ayatori.async.testing;

import ayatori.async.TimerHandle;
import java.net.SocketException;
import java.nio.ByteBuffer;

/**
 * One direction of a simulated connection. Bytes arrive in order, in pieces of random size. At most a window of bytes is in flight
 * or waits to be read.
 */
final class SimulatedPipe {
    private static final int WINDOW_BYTES = 64 * 1024;

    private final SimulatedNetwork network;
    private final SimulatedTransport from;
    private final SimulatedTransport to;

    /** Bytes that were sent and not yet acknowledged as read. */
    private int outstanding;

    private long lastArrivalNanos = Long.MIN_VALUE;

    SimulatedPipe(SimulatedNetwork network, SimulatedTransport from, SimulatedTransport to) {
        this.network = network;
        this.from = from;
        this.to = to;
    }

    int room() {
        return WINDOW_BYTES - outstanding;
    }

    /** Sends as many bytes as fit the window, and returns how many. */
    int send(ByteBuffer bytes, SimulatedLife life) {
        int taken = Math.min(bytes.remaining(), room());
        int arriving = life.spend(taken);
        outstanding += taken;
        for (int left = arriving; left > 0; ) {
            byte[] piece = new byte[network.random.nextBoolean() ? left : 1 + network.random.nextInt(left)];
            bytes.get(piece);
            left -= piece.length;
            inOrder(() -> to.received(piece));
        }
        bytes.position(bytes.position() + taken - arriving);
        if (arriving < taken) {
            inOrder(() -> {
                to.lose(new SocketException("Connection reset"));
                from.lose(new SocketException("Connection reset"));
            });
        }
        return taken;
    }

    void sendEnd() {
        inOrder(to::receivedEnd);
    }

    /** A reset is sent once. In a partition it is lost. */
    void sendReset() {
        network.later(network.latencyNanos(), () -> {
            if (!parted()) {
                to.lose(new SocketException("Connection reset"));
            }
        });
    }

    /** The receiver has read bytes. The sender's window opens when the acknowledgement arrives. */
    void read(int bytes) {
        network.later(network.latencyNanos(), () -> {
            outstanding -= bytes;
            from.roomAgain();
        });
    }

    private void inOrder(Runnable arrival) {
        long now = network.loop.nanoTime();
        lastArrivalNanos = Math.max(lastArrivalNanos, now + network.latencyNanos());
        network.later(lastArrivalNanos - now, () -> arrive(arrival));
    }

    private void arrive(Runnable arrival) {
        if (!parted()) {
            arrival.run();
            return;
        }
        TimerHandle givingUp = network.loop.callLater(
                SimulatedNetwork.SEND_TIMEOUT, () -> from.lose(new SocketException("Connection timed out")));
        network.holdBack(() -> {
            givingUp.cancel();
            arrival.run();
        });
    }

    private boolean parted() {
        return network.parted(from.localAddress(), to.localAddress());
    }
}
