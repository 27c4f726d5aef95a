package ayatori.async;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C while a program runs: the first cancels its main task, the second ends the process as an unhandled one would, and
 * the third without further ado.
 *
 * <p>A shutdown hook, the way that Java documents, cannot do that: when it runs the process is ending already, so a main
 * task that bears the cancellation could not go on, the logger's own hook runs beside it, and a second Ctrl-C does nothing.
 */
final class CtrlC implements AutoCloseable {
    /** What a process ended by SIGINT gives to its shell. */
    private static final int EXIT_CODE = 130;

    private final Runnable first;
    private final OsSignal signal;
    private final AtomicInteger heard = new AtomicInteger();

    private CtrlC(Runnable first) throws ReflectiveOperationException {
        this.first = first;
        this.signal = OsSignal.handle("INT", this::heard);
    }

    /**
     * Listens from now on, if that is the runtime's business: on the program's main thread, and while nobody else handles
     * Ctrl-C. Null otherwise.
     */
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
            return null; // then Ctrl-C does what it does
        }
    }

    /** Each time on another thread, so that an exit that hangs in a hook does not keep the next from coming. */
    private void heard() {
        switch (heard.incrementAndGet()) {
            case 1 -> first.run();
            case 2 -> System.exit(EXIT_CODE);
            default -> Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    /** Gives Ctrl-C back to whoever had it before. */
    @Override
    public void close() {
        signal.close();
    }
}
