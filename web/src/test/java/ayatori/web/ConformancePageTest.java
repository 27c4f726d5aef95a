package ayatori.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no single row can know: that the page is whole, and that no suite is forgotten. */
class ConformancePageTest {
    @Test
    void sumsAndOrderAreThoseOfTheRows() throws IOException {
        String page = ConformancePage.read();
        assertThat(ConformancePage.render(page, ConformancePage.lines(page))).isEqualTo(page);
    }

    /** A test that no longer counts a suite leaves no row behind. */
    @Test
    void everyRowHasItsTest() throws IOException {
        for (Map.Entry<String, String> row :
                ConformancePage.lines(ConformancePage.read()).entrySet()) {
            String test = ConformancePage.cell(row.getValue(), 4);
            Path source = Path.of("src/test/java", test.replace('.', '/') + ".java");
            assertThat(source).as(row.getKey()).exists();
            assertThat(Files.readString(source)).as(row.getKey()).contains("Conformance.of(");
        }
    }

    @Test
    void everySuiteIsCountedOrItIsSaidWhyNot() throws IOException {
        String page = ConformancePage.read();
        List<String> named = new ArrayList<>(ConformancePage.lines(page).keySet());
        page.lines()
                .filter(line -> line.startsWith("- `"))
                .forEach(line -> named.add(line.substring(3, line.indexOf('`', 3))));
        Path suites = Suites.path(".");
        List<String> forgotten = new ArrayList<>();
        try (Stream<Path> files = Files.walk(suites, 2)) {
            for (Path file : files.filter(path -> suites.relativize(path).getNameCount() == 2)
                    .toList()) {
                String suite = suites.relativize(file).toString();
                if (named.stream().noneMatch(name -> name.startsWith(suite) || suite.startsWith(name))) {
                    forgotten.add(suite);
                }
            }
        }
        assertThat(forgotten).isEmpty();
    }
}
