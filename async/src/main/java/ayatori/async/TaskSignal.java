package ayatori.async;

/**
 * Prints the task trees of all loops to standard error when the process gets a signal: the one that the system property
 * {@code ayatori.tasks.signal} names, such as {@code USR1}.
 *
 * <p>It has to be asked for, since the signals of a process belong to its program. SIGQUIT, which would be the natural one,
 * belongs to the JVM for its thread dump, and so does SIGUSR2.
 */
final class TaskSignal {
    private static final String PROPERTY = "ayatori.tasks.signal";

    static {
        String signal = System.getProperty(PROPERTY, "");
        if (!signal.isEmpty()) {
            install(signal);
        }
    }

    private TaskSignal() {}

    /** Installs the handler if one is wanted; the first call does it. */
    static void prepare() {}

    private static void install(String name) {
        try {
            var _ = OsSignal.handle(name, TaskSignal::print);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "the system property " + PROPERTY + " names a signal that this JVM cannot handle: " + name, e);
        }
    }

    private static void print() {
        System.err.print(RunningLoops.describe());
        System.err.flush();
    }
}
