package ayatori.web;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Other people's conformance suites, read in place from the folder in system property {@code suites}. */
public final class Suites {
    private Suites() {}

    /**
     * The suite file or folder at {@code relative}. Where it is absent the calling test is skipped, visibly, or fails
     * when {@code suites.required} is true.
     */
    public static Path path(String relative) {
        Path path = Path.of(System.getProperty("suites", "../../shared/suites")).resolve(relative);
        if (!Files.exists(path)) {
            String message = "Conformance suite " + relative + " is not in " + System.getProperty("suites")
                    + "; name the folder of suites with -Dsuites=";
            if (Boolean.getBoolean("suites.required")) {
                Assertions.fail(message);
            }
            System.out.println("SKIPPED: " + message);
            Assumptions.abort(message);
        }
        return path;
    }
}
