package ayatori.async;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Runs a main class of the tests in a child JVM, with only the runtime on its class path. */
final class ChildJvm {
    private ChildJvm() {}

    /** Starts a main class. The process's input stream has its output and errors. */
    static Process start(Class<?> main, String... jvmOptions) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("os.name").equals("Linux")) {
            // Background jobs of a shell ignore Ctrl-C, and so do their children. These tests may be such a job.
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
