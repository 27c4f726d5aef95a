package ayatori.text;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Other people's test data, read in place from the folder in system property {@code suites}. */
final class Suites {
    private Suites() {}

    /**
     * The folder of suites, which holds the one at {@code relative}. Where that is absent the test is skipped, or fails when
     * {@code suites.required} is true.
     */
    static Path with(String relative) {
        Path suites = Path.of(System.getProperty("suites", "../../shared/suites"));
        if (!Files.exists(suites.resolve(relative))) {
            String message =
                    "Suite " + relative + " is not in " + suites + "; name the folder of suites with -Dsuites=";
            if (Boolean.getBoolean("suites.required")) {
                Assertions.fail(message);
            }
            System.out.println("SKIPPED: " + message);
            Assumptions.abort(message);
        }
        return suites;
    }
}
