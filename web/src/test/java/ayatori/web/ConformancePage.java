package ayatori.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The page {@code docs/conformance.md}: one row for each suite, as the tests counted it. */
final class ConformancePage {
    private static final Path FILE = Path.of("..", "docs", "conformance.md");
    private static final String TABLE = """
            | suite | cases | passed | exceptions, with their reason | test |
            |---|---:|---:|---|---|
            """;

    private ConformancePage() {}

    /**
     * A suite's count.
     *
     * @param exceptions how many cases are not held to, by reason
     */
    record Row(String suite, int cases, int passed, Map<String, Integer> exceptions, Class<?> test) {
        String exceptionsInBrackets() {
            return exceptions.isEmpty() ? "" : " (" + exceptionsInWords() + ")";
        }

        private String exceptionsInWords() {
            return exceptions.entrySet().stream()
                    .map(entry -> entry.getValue() + ": " + entry.getKey())
                    .collect(Collectors.joining("; "));
        }

        String line() {
            return "| " + String.join(" | ", suite, count(cases), count(passed), exceptionsInWords(), test.getName())
                    + " |";
        }
    }

    /** Writes {@code row} into the page with {@code -Dconformance.write=true}; else fails when it is not there. */
    static synchronized void hold(Row row) {
        try {
            String page = Files.readString(FILE);
            Map<String, String> lines = lines(page);
            if (Boolean.getBoolean("conformance.write")) {
                lines.put(row.suite(), row.line());
                Files.writeString(FILE, render(page, lines));
            } else {
                assertThat(row.line())
                        .as("the row of docs/conformance.md; write it anew with -Dconformance.write=true")
                        .isEqualTo(lines.getOrDefault(row.suite(), "no row"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read() throws IOException {
        return Files.readString(FILE);
    }

    /** The rows of {@code page} by suite. */
    static Map<String, String> lines(String page) {
        Map<String, String> lines = new TreeMap<>();
        String table =
                page.substring(page.indexOf(TABLE) + TABLE.length(), page.indexOf("\n\n", page.indexOf(TABLE)) + 1);
        for (String line : table.split("\n", -1)) {
            if (!line.isEmpty() && !line.startsWith("| **all**")) {
                lines.put(cell(line, 0), line);
            }
        }
        return lines;
    }

    static String cell(String line, int column) {
        return line.split(" *\\| *", -1)[column + 1];
    }

    /** The page with {@code lines} for its table, and their sums. */
    static String render(String page, Map<String, String> lines) {
        int cases = 0;
        int passed = 0;
        for (String line : lines.values()) {
            cases += number(cell(line, 1));
            passed += number(cell(line, 2));
        }
        String all = "| **all** | " + count(cases) + " | " + count(passed) + " | " + count(cases - passed) + " | |\n";
        String head = page.substring(0, page.indexOf(TABLE) + TABLE.length());
        String tail = page.substring(page.indexOf("\n\n", page.indexOf(TABLE)));
        return head
                + lines.values().stream().map(line -> line + "\n").collect(Collectors.joining())
                + all.stripTrailing()
                + tail;
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static int number(String count) {
        return Integer.parseInt(count.replace(",", ""));
    }
}
