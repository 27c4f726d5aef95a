package ayatori.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signals that a test sends to its own process. */
final class RaisedSignals {
    private RaisedSignals() {}

    static void raise(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        type.getMethod("raise", type).invoke(null, signal(name));
    }

    /**
     * Whether the JVM handles a signal. If the parent process ignores it, as nohup and background jobs of scripts do, the JVM
     * ignores it too.
     */
    static boolean isHandled(String name) {
        try {
            Object signal = signal(name);
            int number = (int) signal.getClass().getMethod("getNumber").invoke(signal);
            Path status = Path.of("/proc/self/status");
            return !Files.exists(status)
                    || Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("SigIgn:"))
                            .noneMatch(line ->
                                    (Long.parseUnsignedLong(line.split("\t", -1)[1], 16) & 1L << (number - 1)) != 0);
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError("this JVM has no signals", e);
        }
    }

    private static Object signal(String name) throws ReflectiveOperationException {
        return Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(name);
    }
}
