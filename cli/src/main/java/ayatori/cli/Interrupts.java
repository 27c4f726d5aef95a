package ayatori.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Ctrl-C and its kin, while a crawl runs: the first asks the crawl to stop, the second ends the process at once.
 *
 * <p>A shutdown hook cannot tell the first from the second: the JVM takes no further signal once it is shutting down.
 */
final class Interrupts implements AutoCloseable {

    private static final List<String> ENDING = List.of("INT", "TERM", "HUP");

    private final List<Runnable> restore = new ArrayList<>();
    /** The number of the first signal, 0 before. Written on the JVM's signal threads. */
    private final AtomicInteger received = new AtomicInteger();

    /**
     * Handles signals until closed.
     *
     * @param stop what the first signal does; the second one does not wait for it
     * @param end what the second one does with the exit code
     */
    Interrupts(Runnable stop, IntConsumer end) {
        for (String name : ENDING) {
            restore.add(Signals.handle(name, number -> {
                if (received.compareAndSet(0, number)) {
                    stop.run();
                } else {
                    end.accept(exitCode(number));
                }
            }));
        }
    }

    /** Calls back whenever the terminal's window changes its size. */
    Interrupts onResize(Runnable resized) {
        restore.add(Signals.handle("WINCH", _ -> resized.run()));
        return this;
    }

    /** Whether a signal has asked the crawl to stop. */
    boolean received() {
        return received.get() != 0;
    }

    /** The exit code that tells which signal ended the program: 130 for Ctrl-C. */
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
