package ayatori.async;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A program of the tests in a JVM of its own, which needs nothing but the runtime. */
final class ChildJvm {
    private ChildJvm() {}

    /** Starts a main class; what it writes, errors included, is its input stream. */
    static Process start(Class<?> main, String... jvmOptions) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("os.name").equals("Linux")) {
            // A shell's background jobs, which these tests may be, ignore Ctrl-C, and so would their children.
            Collections.addAll(command, "env", "--default-signal=INT");
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Collections.addAll(command, jvmOptions);
        Collections.addAll(command, "-XX:TieredStopAtLevel=1", "-Xmx128m");
        Collections.addAll(command, "-cp", "target/classes:target/test-classes", main.getName());
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
