package ayatori.bench.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs of the system. */
final class Commands {
    private Commands() {}

    /** Runs one, and waits for its end. */
    static void run(String... command) throws IOException, InterruptedException {
        int code = code(command);
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " failed (" + code + "); root may do it");
        }
    }

    /** Runs one, whatever becomes of it. */
    static int code(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            System.err.print(output);
        }
        return code;
    }
}
