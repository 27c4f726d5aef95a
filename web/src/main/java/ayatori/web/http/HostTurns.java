package ayatori.web.http;

import ayatori.async.EventLoop;
import ayatori.async.Promise;
import ayatori.async.TimerHandle;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A number of turns that the tasks of one loop wait for: a semaphore that is fair among hosts.
 *
 * <p>Hosts that hold a turn already get further ones from a quarter of the turns, and hosts that have been slow lately get half
 * of them at most. A host that turns out to be slow while it holds a turn loses it, if slow hosts hold more than half of the
 * turns and a host waits that is not slow. That happens once to each: the next turn, which it gets from the half, is safe. So
 * hosts that hold their turns for long leave some to others. Among those that may have a turn, the first to come is the first
 * served.
 */
final class HostTurns {
    /** A host that needs this long for what it has a turn for is slow. */
    static final Duration SLOW = Duration.ofSeconds(2);

    /** How often it is checked, while tasks wait, whether a host that holds a turn has become slow. */
    private static final Duration CHECK = Duration.ofMillis(500);

    private static final int SLOW_HOSTS_MAX = 1_000;

    /** One turn. */
    final class Turn implements AutoCloseable {
        private final String host;
        private final LongSupplier serverNanos;
        private final long startNanos;

        /** Whether the host was slow, or held a turn already. */
        private final boolean isOfHalf;

        /** Gives up what the turn is held for. */
        private final Runnable giveUp;

        private boolean isRevoked;

        private Turn(Waiter waiter, boolean isOfHalf) {
            this.host = waiter.host;
            this.isOfHalf = isOfHalf;
            this.serverNanos = waiter.serverNanos;
            this.giveUp = waiter.giveUp;
            this.startNanos = serverNanos.getAsLong();
        }

        private boolean isSlow() {
            return serverNanos.getAsLong() - startNanos >= SLOW.toNanos();
        }

        /** Gives the turn back. A second call does nothing. */
        @Override
        public void close() {
            if (held.remove(this)) {
                ofHalf -= isOfHalf ? 1 : 0;
                slowHosts.remove(host);
                if (isSlow()) {
                    slowHosts.add(host); // as the latest
                    if (slowHosts.size() > SLOW_HOSTS_MAX) {
                        slowHosts.removeFirst();
                    }
                }
                serve();
            }
        }
    }

    /** A task that waits for a turn. */
    private static final class Waiter {
        final String host;
        final LongSupplier serverNanos;
        final Runnable giveUp;
        final Promise<@Nullable Void> served = EventLoop.current().createPromise();

        @Nullable Turn turn;

        Waiter(String host, LongSupplier serverNanos, Runnable giveUp) {
            this.host = host;
            this.serverNanos = serverNanos;
            this.giveUp = giveUp;
        }
    }

    private final int max;
    private final Set<Turn> held = new LinkedHashSet<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private final LinkedHashSet<String> slowHosts = new LinkedHashSet<>();

    /** How many of those that are held count against the half. */
    private int ofHalf;

    private boolean isCheckDue;

    /** @param max how many turns there are, at least one */
    HostTurns(int max) {
        if (max < 1) {
            throw new IllegalArgumentException("there must be one turn or more, not " + max);
        }
        this.max = max;
    }

    /**
     * Waits for a turn.
     *
     * @param serverNanos the time waited for the host so far, which tells whether it is slow
     * @param limit the longest wait, zero for no limit
     * @param giveUp called if the turn is wanted back: the holder is to close it soon
     * @throws HttpException of the kind {@link FailureKind#LOCAL_SHORTAGE} when the limit has passed
     */
    Turn acquire(String host, LongSupplier serverNanos, Duration limit, Runnable giveUp) throws IOException {
        var waiter = new Waiter(host, serverNanos, giveUp);
        waiters.add(waiter);
        serve();
        if (waiter.turn == null) {
            await(waiter, limit);
        }
        return Objects.requireNonNull(waiter.turn);
    }

    private void await(Waiter waiter, Duration limit) throws IOException {
        TimerHandle timer = limit.isZero() ? null : EventLoop.current().callLater(limit, () -> expire(waiter));
        boolean isServed = false;
        try {
            waiter.served.await();
            isServed = true;
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            if (timer != null) {
                timer.cancel();
            }
            if (!isServed) {
                waiters.remove(waiter);
                if (waiter.turn != null) {
                    waiter.turn.close(); // it came together with a cancellation
                }
            }
        }
    }

    private static void expire(Waiter waiter) {
        if (!waiter.served.done()) {
            waiter.served.setException(new HttpException(
                    FailureKind.LOCAL_SHORTAGE,
                    "Other large answers took up the memory for them, so this one was given up."));
        }
    }

    private void serve() {
        for (Iterator<Waiter> each = waiters.iterator(); held.size() < max && each.hasNext(); ) {
            Waiter waiter = each.next();
            if (waiter.served.done()) {
                each.remove(); // its time is over, or its task was cancelled
                continue;
            }
            boolean isFurther = holdsOne(waiter.host);
            boolean isOfHalf = isFurther || slowHosts.contains(waiter.host);
            if (!isOfHalf || ofHalf < (isFurther ? (max + 3) / 4 : (max + 1) / 2)) {
                each.remove();
                give(waiter, isOfHalf);
            }
        }
        revoke();
    }

    /** Revokes turns of slow hosts for tasks that wait for hosts which are not. */
    private void revoke() {
        long waiting =
                held.size() < max ? 0 : waiters.stream().filter(this::isUsual).count();
        if (waiting == 0) {
            return;
        }
        long wanted = waiting - held.stream().filter(turn -> turn.isRevoked).count();
        long beyondHalf = held.stream().filter(Turn::isSlow).count() - max / 2;
        for (Turn turn : List.copyOf(held)) {
            if (wanted > 0 && beyondHalf > 0 && turn.isSlow() && !turn.isOfHalf && !turn.isRevoked) {
                turn.isRevoked = true;
                wanted--;
                beyondHalf--;
                turn.giveUp.run();
            }
        }
        if (!isCheckDue) {
            isCheckDue = true;
            EventLoop.current().callLater(CHECK, () -> {
                isCheckDue = false;
                serve();
            });
        }
    }

    private boolean isUsual(Waiter waiter) {
        return !waiter.served.done() && !slowHosts.contains(waiter.host) && !holdsOne(waiter.host);
    }

    private boolean holdsOne(String host) {
        return held.stream().anyMatch(turn -> turn.host.equals(host));
    }

    private void give(Waiter waiter, boolean isOfHalf) {
        var turn = new Turn(waiter, isOfHalf);
        held.add(turn);
        ofHalf += isOfHalf ? 1 : 0;
        waiter.turn = turn;
        waiter.served.setResult(null);
    }

    @Override
    public String toString() {
        return held.size() + " of " + max + " turns are held, " + waiters.size() + " tasks wait";
    }
}
