package ayatori.async.net;

import ayatori.async.Async;
import ayatori.async.CancelledError;
import ayatori.async.Promise;
import ayatori.async.ReturnWhen;
import ayatori.async.Task;
import ayatori.async.WaitResult;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Connects to the first of several addresses that accepts. The next attempt starts when the last one has failed or has not
 * succeeded after a delay; earlier attempts continue (RFC 8305, section 5).
 */
final class StaggeredConnect {
    private final Network network;
    private final ArrayDeque<SocketAddress> untried;
    private final ConnectOptions options;
    private final Set<Task<Transport>> trying = new LinkedHashSet<>();
    private final List<Throwable> failures = new ArrayList<>();

    private StaggeredConnect(Network network, List<SocketAddress> addresses, ConnectOptions options) {
        this.network = network;
        this.untried = new ArrayDeque<>(addresses);
        this.options = options;
    }

    static Transport connect(Network network, List<SocketAddress> addresses, ConnectOptions options)
            throws IOException {
        if (addresses.size() == 1) {
            return network.connect(addresses.getFirst(), options.localAddress());
        }
        var connect = new StaggeredConnect(network, addresses, options);
        try {
            return connect.first();
        } finally {
            connect.cancelRest();
        }
    }

    private Transport first() throws IOException {
        do {
            SocketAddress next = untried.poll();
            if (next != null) {
                trying.add(Async.createTask(() -> network.connect(next, options.localAddress())));
            }
            WaitResult<Transport> ended = untried.isEmpty()
                    ? Async.wait(trying, ReturnWhen.FIRST_COMPLETED)
                    : Async.wait(trying, ReturnWhen.FIRST_COMPLETED, options.attemptDelay());
            for (Promise<Transport> attempt : ended.done()) {
                Throwable failure = attempt.exception();
                if (failure == null) {
                    trying.remove(attempt);
                    return Waiters.await(attempt);
                }
                trying.remove(attempt);
                failures.add(failure);
            }
        } while (!trying.isEmpty() || !untried.isEmpty());
        throw allFailed();
    }

    private IOException allFailed() {
        Throwable first = failures.getFirst();
        failures.stream().skip(1).forEach(first::addSuppressed);
        return first instanceof IOException failure ? failure : new IOException(first);
    }

    /** Cancels the remaining attempts and waits for their end. An attempt that has still connected is closed. */
    private void cancelRest() {
        for (Task<Transport> attempt : trying) {
            attempt.cancel("another address answered first");
            attempt.addDoneCallback(StaggeredConnect::closeIfConnected);
        }
        CancelledError cancelled = null;
        while (!trying.stream().allMatch(Task::done)) {
            try {
                Async.wait(trying);
            } catch (CancelledError e) {
                cancelled = e;
            }
        }
        if (cancelled != null) {
            throw cancelled;
        }
    }

    private static void closeIfConnected(Promise<Transport> attempt) {
        if (!attempt.cancelled() && attempt.exception() == null) {
            try {
                attempt.result().close();
            } catch (Exception e) {
                throw new AssertionError("an attempt without an exception has a result", e);
            }
        }
    }
}
