package ayatori.async.testing;

import ayatori.async.Promise;
import ayatori.async.TimerHandle;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One connection attempt: it sends a request, and sends it again, until it is answered or times out. */
final class SimulatedConnect {
    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

    private final SimulatedNetwork network;
    private final SocketAddress local;
    private final SocketAddress remote;
    private final Promise<SimulatedTransport> connected;
    private @Nullable SimulatedTransport client;
    private boolean over;

    SimulatedConnect(SimulatedNetwork network, SocketAddress local, SocketAddress remote) {
        this.network = network;
        this.local = local;
        this.remote = remote;
        this.connected = network.loop.createPromise();
    }

    SimulatedTransport await() throws IOException {
        TimerHandle givingUp = network.loop.callLater(
                SimulatedNetwork.CONNECT_TIMEOUT, () -> fail(new ConnectException("Connection timed out: " + remote)));
        request();
        boolean taken = false;
        try {
            SimulatedTransport made = connected.await();
            taken = true;
            return made;
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e); // the promise has no other exceptions
        } finally {
            over = true;
            givingUp.cancel();
            if (!taken && client != null) {
                giveUp(client);
            }
        }
    }

    private void request() {
        network.later(network.latencyNanos(), this::requested);
    }

    /** The request has arrived at the other host. */
    private void requested() {
        if (over) {
            return;
        }
        SimulatedListener listener = network.listener(remote);
        if (network.parted(local, remote) || (listener != null && listener.full())) {
            network.later(RETRY_NANOS, this::request);
        } else if (listener == null) {
            network.later(network.latencyNanos(), () -> fail(new ConnectException("Connection refused: " + remote)));
        } else {
            SimulatedTransport.Pair pair = SimulatedTransport.pair(network, local, remote);
            listener.add(pair.server());
            network.later(network.latencyNanos(), () -> succeed(pair.client()));
        }
    }

    private void succeed(SimulatedTransport made) {
        if (over || connected.done()) {
            giveUp(made);
        } else {
            client = made;
            connected.setResult(made);
        }
    }

    private static void giveUp(SimulatedTransport made) {
        made.abort(new ConnectException("the connection attempt was given up"));
    }

    private void fail(IOException failure) {
        if (!connected.done()) {
            connected.setException(failure);
        }
    }
}
