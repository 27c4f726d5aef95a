package ayatori.cli;

/** Handles Ctrl-Z: gives the terminal back, has the process stopped as the user wants, and takes the terminal again afterwards. */
final class Suspension implements AutoCloseable {
    private final Runnable leave;
    private final Runnable enter;
    private Runnable restore = () -> {};
    private final Runnable restoreContinued;

    /**
     * Handles it until closed.
     *
     * @param leave gives the terminal back
     * @param enter takes the terminal again; also called when the process goes on after another program has stopped it
     */
    Suspension(Runnable leave, Runnable enter) {
        this.leave = leave;
        this.enter = enter;
        restore = Signals.handleUnlessIgnored("TSTP", _ -> suspend());
        restoreContinued = Signals.handle("CONT", _ -> enter.run());
    }

    /** Runs on a thread of the JVM. */
    private synchronized void suspend() {
        leave.run();
        restore.run();
        Terminal.stopProcess(); // goes on here when the process does
        restore = Signals.handleUnlessIgnored("TSTP", _ -> suspend());
        enter.run();
    }

    @Override
    public synchronized void close() {
        restore.run();
        restoreContinued.run();
    }
}
