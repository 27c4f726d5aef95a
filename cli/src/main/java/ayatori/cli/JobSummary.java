package ayatori.cli;

import ayatori.check.CheckReport;
import ayatori.check.format.CheckFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** The summary of a job that GitHub shows: Markdown, in the file that an environment variable names. */
final class JobSummary {
    private static final String VARIABLE = "GITHUB_STEP_SUMMARY";

    /** GitHub takes 1 MiB. */
    private static final int LENGTH_MAX = 900_000;

    private JobSummary() {}

    /**
     * Adds a report to the summary, where there is one.
     *
     * @throws IOException if the file cannot be written
     */
    static void add(CheckReport report, Map<String, String> environment) throws IOException {
        String file = environment.get(VARIABLE);
        if (file == null || file.isBlank()) {
            return;
        }
        var text = new StringBuilder();
        CheckFormat.of("markdown").write(report, text);
        if (text.length() > LENGTH_MAX) {
            text.setLength(text.lastIndexOf("\n", LENGTH_MAX) + 1);
            text.append("\nThe rest was left out.\n");
        }
        Files.write(
                Path.of(file),
                text.toString().getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
