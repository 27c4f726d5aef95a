package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.demosite.DemoSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Classes that the start of a crawl must not load, checked in a JVM of its own. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class StartIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void spinsNoClassesOfOursAndLooksForNoGroovy() throws Exception {
        Path loaded = folder.resolve("loaded");
        Path errors = folder.resolve("errors");
        try (var site = DemoSite.start()) {
            int exitCode = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--sun-misc-unsafe-memory-access=allow",
                            "--enable-native-access=ALL-UNNAMED",
                            "--add-opens=java.base/java.lang=ALL-UNNAMED",
                            "-Xlog:class+load:file=" + loaded,
                            "-cp",
                            System.getProperty("java.class.path"),
                            "ayatori.cli.Main",
                            "crawl",
                            "--quiet",
                            "--max-pages=20",
                            "--out=" + folder.resolve("crawl"),
                            site.url().toString())
                    .redirectError(errors.toFile())
                    .start()
                    .waitFor();
            assertThat(exitCode).isZero();
            assertThat(errors).hasContent("");
        }
        try (Stream<String> lines = Files.lines(loaded)) {
            List<String> classes = lines.filter(line -> line.contains("] ayatori.")
                            || line.contains("] org.jsoup.")
                            || line.contains("picocli.CommandLine$Def"))
                    .toList();
            assertThat(classes).anyMatch(line -> line.contains("ayatori.crawler.engine.FetchLoop "));
            assertThat(classes).noneMatch(line -> line.contains("$$TypeSwitch") || line.contains("DefaultFactory"));
            assertThat(classes).noneMatch(line -> line.contains("] org.jsoup."));
        }
    }
}
