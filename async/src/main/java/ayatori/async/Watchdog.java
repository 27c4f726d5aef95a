package ayatori.async;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The daemon thread that checks loops in debug mode, and logs for loops, which must not take the log's lock themselves. */
final class Watchdog {
    private static final System.Logger LOGGER = System.getLogger("ayatori.async");

    /** Started with the first use, so that a loop that ends without any pays nothing. */
    private static final class Started {
        static final ScheduledExecutorService THREAD = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("ayatori-watchdog").factory());
    }

    private static final ConcurrentHashMap<SlowSteps, ScheduledFuture<?>> WATCHED = new ConcurrentHashMap<>();

    /** Logs a warning from the watchdog's thread: a loop's own thread takes no lock of a log (docs/adr/0011). */
    static final Consumer<String> LOG = line -> later(() -> LOGGER.log(System.Logger.Level.WARNING, line));

    /** How long the end of a loop waits for its log lines. */
    private static final long FLUSH_SECONDS = 1;

    /** Whether anything has been handed over, ever. */
    private static volatile boolean used;

    private Watchdog() {}

    /** Runs something that may take the lock of a log. */
    static void later(Runnable body) {
        used = true;
        Started.THREAD.execute(body);
    }

    /** Waits until everything that was handed over has run, a second at most. */
    static void flush() {
        if (!used) {
            return;
        }
        try {
            Started.THREAD.submit(() -> {}).get(FLUSH_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The line is logged later or never; nothing in the loop depends on it.
        }
    }

    static void watch(SlowSteps steps) {
        long interval = steps.intervalNanos();
        WATCHED.put(
                steps, Started.THREAD.scheduleWithFixedDelay(steps::check, interval, interval, TimeUnit.NANOSECONDS));
    }

    static void forget(SlowSteps steps) {
        ScheduledFuture<?> watching = WATCHED.remove(steps);
        if (watching != null) {
            watching.cancel(false);
        }
    }
}
