package ayatori.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Handles SIGINT, SIGTERM and SIGHUP while a crawl runs: the first signal stops the crawl cleanly, the second ends the process at
 * once.
 *
 * <p>A shutdown hook cannot do this: the JVM handles no further signal while it is shutting down.
 */
final class Interrupts implements AutoCloseable {

    private static final List<String> ENDING = List.of("INT", "TERM", "HUP");

    private final List<Runnable> restore = new ArrayList<>();
    /** The number of the first signal, or 0. Written by the JVM's signal threads. */
    private final AtomicInteger received = new AtomicInteger();

    /**
     * Handles signals until closed.
     *
     * @param stop runs on the first signal; the second signal does not wait for it
     * @param end runs on the second signal, with the exit code
     */
    Interrupts(Runnable stop, IntConsumer end) {
        this(ENDING, stop, end);
    }

    private Interrupts(List<String> names, Runnable stop, IntConsumer end) {
        for (String name : names) {
            restore.add(Signals.handle(name, number -> {
                if (received.compareAndSet(0, number)) {
                    stop.run();
                } else {
                    end.accept(exitCode(number));
                }
            }));
        }
    }

    /**
     * For a process that another one has started and ends in order: it ignores what comes from the terminal, where Ctrl-C reaches
     * both, and handles SIGTERM until closed.
     */
    static Interrupts ofChild(Runnable stop, IntConsumer end) {
        Signals.ignore("INT");
        Signals.ignore("HUP");
        return new Interrupts(List.of("TERM"), stop, end);
    }

    /** Calls back when the terminal's window is resized. */
    Interrupts onResize(Runnable resized) {
        restore.add(Signals.handle("WINCH", _ -> resized.run()));
        return this;
    }

    /** Whether a signal was received. */
    boolean received() {
        return received.get() != 0;
    }

    /** 128 and the number of the first signal: 130 for Ctrl-C. */
    int exitCode() {
        return exitCode(received.get());
    }

    private static int exitCode(int signal) {
        return 128 + signal;
    }

    @Override
    public void close() {
        restore.forEach(Runnable::run);
    }
}
