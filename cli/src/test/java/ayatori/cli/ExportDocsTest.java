package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/export.md} and of the command's help. */
final class ExportDocsTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "export.md");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    Path temporary;

    private final TestConsole console = TestConsole.piped();

    private List<String> block(String opening) throws Exception {
        String text = Files.readString(DOCUMENT);
        int start = text.indexOf(opening) + opening.length();
        return text.substring(start, text.indexOf("```", start)).strip().lines().toList();
    }

    private void runs(List<String> arguments) {
        assertThat(new Program(console.console(), new ScriptedCrawl(), _ -> {}).run(arguments.toArray(String[]::new)))
                .as("%s: %s", arguments, console.err())
                .isZero();
    }

    @Test
    void everyCommandRuns() throws Exception {
        Path folder = ExportCommandTest.crawlIn(temporary.resolve("site"));
        List<String> commands = block("```\n");
        assertThat(commands).hasSizeGreaterThan(5).allMatch(line -> line.startsWith("ayatori export DIR --to "));
        for (String command : commands) {
            List<String> arguments = new ArrayList<>();
            Matcher words = WORD.matcher(command.replaceFirst(" \\|.*", ""));
            while (words.find()) {
                arguments.add(words.group(1) != null ? words.group(1) : words.group(2));
            }
            arguments.removeFirst();
            arguments.replaceAll(word -> word.equals("DIR")
                    ? folder.toString()
                    : word.matches("[a-z]+\\.[a-z]+") ? temporary.resolve(word).toString() : word);
            runs(arguments);
        }
        assertThat(temporary.resolve("site.sqlite")).isNotEmptyFile();
        assertThat(temporary.resolve("pages.parquet")).isNotEmptyFile();
    }

    @Test
    void everyConditionIsOne() throws Exception {
        Path folder = ExportCommandTest.crawlIn(temporary.resolve("site"));
        for (String condition : block("```where\n")) {
            runs(List.of("export", folder.toString(), "--to", "urls", "--out", "-", "--where", condition));
        }
    }
}
