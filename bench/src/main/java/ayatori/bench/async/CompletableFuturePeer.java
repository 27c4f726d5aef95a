package ayatori.bench.async;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The rows on {@link CompletableFuture}, its stages run by one thread. There are no queues and no semaphores that a stage
 * could wait for, and cancelling a future does not reach the work behind it.
 */
final class CompletableFuturePeer {
    private static final ExecutorService LOOP = Executors.newSingleThreadExecutor();

    private CompletableFuturePeer() {}

    /**
     * Runs a row.
     *
     * @param arguments as {@link Rounds} says
     * @throws Exception what the row throws
     */
    public static void main(String[] arguments) throws Exception {
        try (LOOP) {
            Rounds.run(
                    arguments,
                    Map.of(
                            "switch", CompletableFuturePeer::switches,
                            "await", CompletableFuturePeer::await,
                            "spawn", CompletableFuturePeer::spawn,
                            "gather", CompletableFuturePeer::gather,
                            "timers", CompletableFuturePeer::timers,
                            "sleepers", CompletableFuturePeer::sleepers));
        }
    }

    private static void switches(int tasks, int count, Rounds.Watch watch) {
        all(tasks, task -> {
            var done = new CompletableFuture<Void>();
            turn(count / tasks, done);
            return done;
        });
    }

    private static void turn(int left, CompletableFuture<Void> done) {
        if (left == 0) {
            done.complete(null);
        } else {
            var _ = CompletableFuture.runAsync(() -> {}, LOOP).thenRun(() -> turn(left - 1, done));
        }
    }

    private static void await(int tasks, int count, Rounds.Watch watch) {
        var done = new CompletableFuture<Void>();
        turn(count, done);
        done.join();
    }

    private static void spawn(int tasks, int count, Rounds.Watch watch) {
        all(count, task -> CompletableFuture.runAsync(() -> {}, LOOP));
    }

    private static void gather(int tasks, int count, Rounds.Watch watch) {
        for (int done = 0; done < count; done += tasks) {
            all(tasks, task -> CompletableFuture.supplyAsync(() -> task, LOOP).thenApplyAsync(value -> value, LOOP));
        }
    }

    private static void timers(int tasks, int count, Rounds.Watch watch) {
        all(count, task -> sleep(1 + task % 10));
    }

    private static void sleepers(int tasks, int count, Rounds.Watch watch) {
        all(count, task -> sleep(10_000));
    }

    private static CompletableFuture<Void> sleep(int millis) {
        Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, LOOP);
        return CompletableFuture.runAsync(() -> {}, later);
    }

    private static void all(int count, java.util.function.IntFunction<CompletableFuture<?>> start) {
        var futures = new CompletableFuture<?>[count];
        for (int i = 0; i < count; i++) {
            futures[i] = start.apply(i);
        }
        CompletableFuture.allOf(futures).join();
    }
}
