package ayatori.cli;

/** Handles Ctrl-Z: gives the terminal back, has the process stopped as the user wants, and takes the terminal again afterwards. */
final class Suspension implements AutoCloseable {
    private final Tty tty;
    private final Runnable leave;
    private final Runnable enter;
    private Runnable restore;
    private final Runnable restoreContinued;
    private boolean isClosed;

    /**
     * Handles it until closed.
     *
     * @param tty stops the process
     * @param leave gives the terminal back
     * @param enter takes the terminal again; also called when the process goes on after another program has stopped it
     */
    Suspension(Tty tty, Runnable leave, Runnable enter) {
        this.tty = tty;
        this.leave = leave;
        this.enter = enter;
        restore = Signals.handleUnlessIgnored("TSTP", _ -> suspend());
        restoreContinued = Signals.handle("CONT", _ -> enter.run());
    }

    /** Runs on a thread of the JVM. */
    private synchronized void suspend() {
        if (isClosed) {
            return; // what is shown has ended: there is nothing to give back
        }
        leave.run();
        restore.run();
        tty.stopProcess(); // goes on here when the process does
        restore = Signals.handleUnlessIgnored("TSTP", _ -> suspend());
        enter.run();
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        restore.run();
        restoreContinued.run();
    }
}
