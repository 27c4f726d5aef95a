package ayatori.async;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C while a program runs: the first cancels its main task, the second ends the process as an unhandled one would, and
 * the third ends it without running shutdown hooks.
 *
 * <p>A shutdown hook, the way that Java documents, cannot do that. When it runs, the process is ending already: a main task
 * that survives the cancellation could not go on, the logger's own hook runs at the same time, and a second Ctrl-C does
 * nothing.
 */
final class CtrlC implements AutoCloseable {
    /** The exit code of a process that was ended by SIGINT. */
    private static final int EXIT_CODE = 130;

    private final Runnable first;
    private final OsSignal signal;
    private final AtomicInteger heard = new AtomicInteger();

    private CtrlC(Runnable first) throws ReflectiveOperationException {
        this.first = first;
        this.signal = OsSignal.handle("INT", this::heard);
    }

    /** Listens from now on, on the program's main thread; null on another thread, or if someone else handles Ctrl-C. */
    static @Nullable CtrlC whileMainThreadRuns(Runnable first) {
        if (!Thread.currentThread().getName().equals("main")) {
            return null;
        }
        try {
            var ctrlC = new CtrlC(first);
            if (ctrlC.signal.wasSomeoneElses()) {
                ctrlC.close();
                return null;
            }
            return ctrlC;
        } catch (ReflectiveOperationException e) {
            return null; // Ctrl-C keeps its default
        }
    }

    /** Called on a new thread each time, so that an exit that hangs in a hook does not block the next Ctrl-C. */
    private void heard() {
        switch (heard.incrementAndGet()) {
            case 1 -> first.run();
            case 2 -> System.exit(EXIT_CODE);
            default -> Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    /**
     * The cancellation leaves the program. If Ctrl-C was its reason and nobody catches it, the main thread ends the process
     * as an unhandled Ctrl-C would, with the same exit code and without a stack trace. Called on the main thread.
     */
    void leavesWith(CancelledError cancellation) {
        if (heard.get() == 0) {
            return;
        }
        Thread main = Thread.currentThread();
        Thread.UncaughtExceptionHandler others = main.getUncaughtExceptionHandler();
        main.setUncaughtExceptionHandler((thread, uncaught) -> {
            if (uncaught == cancellation) {
                System.exit(EXIT_CODE);
            }
            others.uncaughtException(thread, uncaught);
        });
    }

    /** Gives Ctrl-C back to whoever had it before. */
    @Override
    public void close() {
        signal.close();
    }
}
