package ayatori.async;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The daemon thread that looks at the loops in debug mode from outside, and writes what they must not write themselves. */
final class Watchdog {
    private static final System.Logger LOGGER = System.getLogger("ayatori.async");

    private static final ScheduledExecutorService THREAD = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ayatori-watchdog").factory());

    private static final ConcurrentHashMap<SlowSteps, ScheduledFuture<?>> WATCHED = new ConcurrentHashMap<>();

    /** Logs a warning from the watchdog's thread: a loop's own thread takes no lock of a log (docs/adr/0011). */
    static final Consumer<String> LOG = line -> THREAD.execute(() -> LOGGER.log(System.Logger.Level.WARNING, line));

    private Watchdog() {}

    static void watch(SlowSteps steps) {
        long interval = steps.intervalNanos();
        WATCHED.put(steps, THREAD.scheduleWithFixedDelay(steps::check, interval, interval, TimeUnit.NANOSECONDS));
    }

    static void forget(SlowSteps steps) {
        ScheduledFuture<?> watching = WATCHED.remove(steps);
        if (watching != null) {
            watching.cancel(false);
        }
    }
}
