package ayatori.async;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code race}: the first success wins, and the others are cancelled and waited for.
 *
 * <p>A staggered race starts one after the other: the next when the last one has failed or has had its head start, as a
 * browser tries a host's addresses (happy eyeballs, RFC 8305, section 5).
 */
final class Race<T extends @Nullable Object> {
    private final EventLoop loop;
    private final Completions completions;
    private final List<Promise<T>> runners = new ArrayList<>();
    private @Nullable Promise<T> winner;

    private Race(EventLoop loop) {
        this.loop = loop;
        this.completions = new Completions(loop);
    }

    /** What lets the runners start. */
    @FunctionalInterface
    private interface Start<T extends @Nullable Object> {
        void start(Race<T> race, List<? extends Awaitable<? extends T>> awaitables);
    }

    /** Runs a race in which all start at once. */
    static <T extends @Nullable Object> T run(Collection<? extends Awaitable<? extends T>> awaitables)
            throws Exception {
        return Race.<T>run(awaitables, Race::startAll);
    }

    /** Runs a race in which each runner has a head start; null for as long as it takes. */
    static <T extends @Nullable Object> T staggered(
            Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Duration headStart) throws Exception {
        return Race.<T>run(awaitables, (race, checked) -> race.startOneByOne(checked, headStart));
    }

    private static <T extends @Nullable Object> T run(
            Collection<? extends Awaitable<? extends T>> awaitables, Start<T> start) throws Exception {
        EventLoop loop = EventLoop.here();
        loop.requireCurrentTask("race");
        if (awaitables.isEmpty()) {
            throw new IllegalArgumentException("nobody runs: a race needs at least one awaitable");
        }
        return new Race<T>(loop).run(Waiting.checked(loop, awaitables), start);
    }

    private T run(List<Awaitable<? extends T>> awaitables, Start<T> start) throws Exception {
        CancelledError cancelled = null;
        try {
            start.start(this, awaitables);
            completions.await(this::wins, null);
        } catch (CancelledError e) {
            cancelled = e;
        }
        List<Promise<T>> stillRunning =
                runners.stream().filter(runner -> !runner.done()).toList();
        CancelledError again = completions.cancelAndAwaitAll();
        cancelled = again == null ? cancelled : again;
        List<Throwable> cleanUpFailures = stillRunning.stream()
                .filter(Promise::failed)
                .map(runner -> Objects.requireNonNull(runner.exception()))
                .toList();
        if (cancelled != null && cleanUpFailures.isEmpty()) {
            completions.failures().forEach(cancelled::addSuppressed);
            throw cancelled;
        }
        if (cancelled != null || winner == null) {
            throw completions.end(cancelled);
        }
        completions.failures(); // the other losers' failures are known, and are not reported as lost
        cleanUpFailures.forEach(this::report);
        return winner.result();
    }

    private void startAll(List<? extends Awaitable<? extends T>> awaitables) {
        Waiting.<T>promises(loop, awaitables).forEach(this::add);
    }

    private void startOneByOne(List<? extends Awaitable<? extends T>> awaitables, @Nullable Duration headStart) {
        for (Awaitable<? extends T> awaitable : awaitables) {
            if (winner == null) {
                Promise<T> newest = Waiting.promise(loop, awaitable);
                add(newest);
                completions.await(done -> wins(done) || done == newest, headStart);
            }
        }
    }

    private void add(Promise<T> runner) {
        runners.add(runner);
        completions.add(runner);
    }

    @SuppressWarnings("unchecked") // only this race's own runners are asked about
    private boolean wins(Promise<?> done) {
        if (winner == null && !done.failed() && !done.cancelled()) {
            winner = (Promise<T>) done;
        }
        return done == winner;
    }

    /** A loser that fails after it was told to stop has failed to clean up, and nobody else hears of that. */
    private void report(Throwable exception) {
        loop.callExceptionHandler(
                new ExceptionContext("a loser of a race failed while it was being cancelled", exception, null));
    }
}
