package ayatori.async;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code race}: the first success wins, and the others are cancelled and waited for.
 *
 * <p>A staggered race starts one after the other: the next when the last one has failed or has had its head start, as a
 * browser tries a host's addresses (happy eyeballs, RFC 8305, section 5).
 */
final class Race<T extends @Nullable Object> {
    private final List<Promise<T>> runners = new ArrayList<>();
    private @Nullable Promise<T> winner;

    private Race() {}

    static <T extends @Nullable Object> T run(
            Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Duration headStart) throws Exception {
        if (awaitables.isEmpty()) {
            throw new IllegalArgumentException("nobody runs: a race needs at least one awaitable");
        }
        return new Race<T>().run(List.copyOf(awaitables), headStart);
    }

    private T run(List<? extends Awaitable<? extends T>> awaitables, @Nullable Duration headStart) throws Exception {
        CancelledError cancelled = null;
        try {
            if (headStart == null) {
                runners.addAll(Waiting.promises(awaitables));
            } else {
                startOneByOne(awaitables, headStart);
            }
            Waiting.untilDone(runners, this::wins);
        } catch (CancelledError e) {
            cancelled = e;
        }
        CancelledError again = Waiting.cancelAndWait(runners);
        List<Throwable> failures = failures();
        if (again != null) {
            throw again;
        }
        if (cancelled != null) {
            throw cancelled;
        }
        if (winner != null) {
            return winner.result();
        }
        Throwable failure = Throwables.firstWithSuppressed(failures);
        if (failure == null) {
            throw new CancelledError("all runners of the race were cancelled");
        }
        throw Throwables.sneaky(failure);
    }

    private void startOneByOne(List<? extends Awaitable<? extends T>> awaitables, Duration headStart) {
        for (Awaitable<? extends T> awaitable : awaitables) {
            if (winner == null) {
                Promise<T> newest = Waiting.<T>promises(List.of(awaitable)).getFirst();
                runners.add(newest);
                Waiting.untilDone(runners, done -> wins(done) || done == newest, headStart);
            }
        }
    }

    @SuppressWarnings("unchecked") // only this race's own runners are asked about
    private boolean wins(Promise<?> done) {
        if (winner == null && !done.failed() && !done.cancelled()) {
            winner = (Promise<T>) done;
        }
        return done == winner;
    }

    /** The losers' failures; asking for them says that they are known, so that none is reported as lost. */
    private List<Throwable> failures() {
        List<Throwable> failures = new ArrayList<>();
        for (Promise<T> runner : runners) {
            Throwable failure = runner.failed() ? runner.exception() : null;
            if (failure != null) {
                failures.add(failure);
            }
        }
        return failures;
    }
}
