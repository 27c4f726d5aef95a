package ayatori.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ayatori.export.table.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any text comes back from CSV, read by Python's own module. */
final class CsvRoundTripTest {
    private static final String READER = """
            import csv, re, sys
            csv.field_size_limit(1 << 30)
            rows = list(csv.DictReader(open(sys.argv[1], encoding='utf-8', newline='')))
            assert all(None not in row and None not in row.values() for row in rows)
            formula = re.compile("'+[=+\\\\-@\\\\t\\\\r\\\\n\\uff1d\\uff0b\\uff0d\\uff20]")
            titles = [row['title'][1:] if formula.match(row['title']) else row['title'] for row in rows]
            safe = all(re.match("[+-][0-9.]*$", row['title']) or row['title'][:1] not in list('=+-@\\t\\r\\n')
                       for row in rows if row['title'])
            print(titles == eval(open(sys.argv[2]).read()), safe, sum(int(row['status']) for row in rows))
            """;

    @TempDir
    Path temporary;

    @Test
    void anyTextComesBackFromPython() throws Exception {
        List<String> texts = texts();
        var crawl = SampleCrawl.in(temporary.resolve("crawl"));
        texts.forEach(text -> crawl.titled("/", text));
        Path out = temporary.resolve("pages.csv");
        Export.run(ExportRequest.of(crawl.folder(), "csv", out));
        var expected = new StringBuilder("[");
        for (String text : texts) {
            expected.append('"');
            Values.wellFormed(text).codePoints().forEach(c -> expected.append("\\U%08x".formatted(c)));
            expected.append("\",");
        }
        Path script = Files.writeString(temporary.resolve("read.py"), READER);
        Path file = Files.writeString(temporary.resolve("texts"), expected.append(']'));
        assertThat(python(script, out, file)).isEqualTo("True True " + 200L * texts.size() + "\n");
    }

    private static List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(
                "",
                "\0",
                "a\0b",
                "\uD800",
                "x\uDC00y",
                "\uD83D\uDE00",
                "\"",
                "\r\n",
                "\n",
                "a,b",
                "=1+1",
                "'=1",
                "''+x",
                "+1",
                "-1.5",
                "-",
                "-a",
                "+49 30",
                "@x",
                "\tx",
                "'x",
                "'",
                " x ",
                "\uFF1D1"));
        var random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(
                        random.nextInt(3) == 0
                                ? "=+-@'\",\r\n\t 1a".charAt(random.nextInt(13))
                                : (char) random.nextInt(random.nextBoolean() ? 0x80 : 0x1_0000));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static String python(Path... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("python3"));
        for (Path argument : arguments) {
            command.add(argument.toString());
        }
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeThat(true).as("there is no python3 here").isFalse();
            throw e;
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }
}
