package ayatori.async.testing;

import ayatori.async.Promise;
import ayatori.async.TimerHandle;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One connection being made: knocks, and knocks again, until someone answers or the time is up. */
final class SimulatedConnect {
    private static final long KNOCK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

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
        knock();
        boolean taken = false;
        try {
            SimulatedTransport made = connected.await();
            taken = true;
            return made;
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e); // it fails with nothing else
        } finally {
            over = true;
            givingUp.cancel();
            if (!taken && client != null) {
                giveUp(client);
            }
        }
    }

    private void knock() {
        network.later(network.latencyNanos(), this::knocked);
    }

    /** At the other host. */
    private void knocked() {
        if (over) {
            return;
        }
        SimulatedListener listener = network.listener(remote);
        if (network.parted(local, remote) || (listener != null && listener.full())) {
            network.later(KNOCK_AGAIN_NANOS, this::knock);
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
        made.abort(new ConnectException("nobody waits for this connection any more"));
    }

    private void fail(IOException failure) {
        if (!connected.done()) {
            connected.setException(failure);
        }
    }
}
