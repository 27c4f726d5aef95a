package ayatori.web.http;

import ayatori.async.Async;
import ayatori.async.Awaitable;
import ayatori.async.EventLoop;
import ayatori.async.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connects to one of a host's addresses (RFC 8305, section 5): tries the next one when the previous has failed or has had
 * its head start; the first connection wins.
 *
 * <p>An address at its TLS handshake holds the next ones back: it is reachable but slow, and a second connection would not
 * be faster.
 *
 * @param <C> what a connection is
 */
final class HappyEyeballs<C> {
    /** The recommended value. */
    private static final Duration HEAD_START = Duration.ofMillis(250);

    /** Tries one address. */
    @FunctionalInterface
    interface Attempt<C> {
        /**
         * Connects to {@code address}.
         *
         * @param progress is told when TCP is connected and the TLS handshake begins
         */
        C connect(InetAddress address, Progress progress) throws IOException;
    }

    /** The progress of one attempt. */
    static final class Progress {
        private boolean shakingHands;

        void shakingHands() {
            shakingHands = true;
        }
    }

    private final EventLoop loop;
    private final Attempt<C> attempt;
    private final Consumer<C> discard;
    private final List<Progress> running = new ArrayList<>();
    private final List<Promise<@Nullable Void>> heldBack = new ArrayList<>();
    private @Nullable C winner;

    /** @param discard takes a connection that came too late */
    HappyEyeballs(EventLoop loop, Attempt<C> attempt, Consumer<C> discard) {
        this.loop = loop;
        this.attempt = attempt;
        this.discard = discard;
    }

    /**
     * Connects to one of {@code addresses}, which come in the order in which to try them. Called by a task; if that is
     * cancelled, so are all attempts.
     *
     * @throws HttpException why the first of them failed, the failures of the others suppressed in it
     */
    C connect(List<InetAddress> addresses) throws IOException {
        if (addresses.size() == 1) {
            return attempt.connect(addresses.getFirst(), new Progress());
        }
        List<Awaitable<C>> attempts = new ArrayList<>();
        for (InetAddress address : addresses) {
            attempts.add(() -> inTurn(address));
        }
        boolean taken = false;
        try {
            C connection = Async.staggeredRace(attempts, HEAD_START);
            taken = true;
            return connection;
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            if (!taken && winner != null) {
                discard.accept(winner); // it connected just as all attempts were cancelled
            }
        }
    }

    private C inTurn(InetAddress address) throws Exception {
        while (running.stream().anyMatch(other -> other.shakingHands)) {
            Promise<@Nullable Void> over = loop.createPromise();
            heldBack.add(over);
            over.await();
        }
        var progress = new Progress();
        running.add(progress);
        try {
            C connection = attempt.connect(address, progress);
            if (winner != null) {
                discard.accept(connection);
                throw new IOException("another address was faster");
            }
            winner = connection;
            return connection;
        } finally {
            running.remove(progress);
            if (winner == null) {
                release();
            }
        }
    }

    private void release() {
        for (Promise<@Nullable Void> held : heldBack) {
            if (!held.done()) {
                held.setResult(null);
            }
        }
        heldBack.clear();
    }
}
