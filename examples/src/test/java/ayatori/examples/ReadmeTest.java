package ayatori.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.demosite.DemoSite;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's Java code compiles, and its instructions for a user's project work. */
final class ReadmeTest {
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>.*?</dependency>", Pattern.DOTALL);
    private static final Path CONSUMER = Path.of("consumer");

    @TempDir
    Path folder;

    @Test
    void codeCompiles() throws Exception {
        List<String> blocks = javaBlocks();
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(2);
        for (String block : blocks) {
            Path source = Files.writeString(folder.resolve("Readme.java"), block);
            assertThat(Javac.complaints(List.of(source), folder)).as(block).isEmpty();
        }
    }

    /** The project that {@code consumer/check.sh} builds has the README's code and dependency, with this version. */
    @Test
    void consumerIsAsTheReadmeSays() throws Exception {
        String gather = Files.readString(CONSUMER.resolve("src/main/java/Gather.java"));
        assertThat(javaBlocks()).contains(gather);
        String dependency = dependency(readme(), "ayatori-async");
        assertThat(dependency(Files.readString(CONSUMER.resolve("pom.xml")), "ayatori-async"))
                .isEqualTo(dependency);
        String version = Files.readString(Path.of("..", "async", "pom.xml"));
        assertThat(List.of(dependency, dependency(readme(), "ayatori-crawler")))
                .allSatisfy(named -> assertThat(named).contains("<groupId>dev.ayatori</groupId>"))
                .allSatisfy(named -> assertThat(named)
                        .contains(Pattern.compile("<version>.*?</version>")
                                .matcher(version)
                                .results()
                                .findFirst()
                                .orElseThrow()
                                .group()));
    }

    /** Maven 3.8's default surefire runs no JUnit test and succeeds, so the consumer names the one that this build uses. */
    @Test
    void consumerNamesASurefireThatRunsItsTests() throws Exception {
        var surefire = Pattern.compile("<artifactId>maven-surefire-plugin</artifactId>\\s*<version>(.*?)</version>");
        List<String> versions = Stream.of(CONSUMER.resolve("pom.xml"), Path.of("..", "pom.xml"))
                .map(pom -> surefire.matcher(read(pom)))
                .flatMap(Matcher::results)
                .map(match -> match.group(1))
                .distinct()
                .toList();
        assertThat(versions).hasSize(1);
        assertThat(read(CONSUMER.resolve("pom.xml"))).contains("<failIfNoTests>true</failIfNoTests>");
        assertThat(CONSUMER.resolve("src/test/java")).isNotEmptyDirectory();
    }

    /** The program runs on a JVM without flags and without other libraries. */
    @Test
    void consumerRunsWithoutFlags() throws Exception {
        Path program = CONSUMER.resolve("src/main/java/Gather.java");
        assertThat(Javac.complaints(List.of(program), folder)).isEmpty();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String classPath = Path.of("..", "async", "target", "classes") + System.getProperty("path.separator") + folder;
        Process process = new ProcessBuilder(java.toString(), "-cp", classPath, "Gather").start();
        assertThat(process.inputReader().readAllAsString()).isEqualTo("[Task 1 complete, Task 2 complete]\n");
        assertThat(process.waitFor()).isZero();
    }

    /** The crawl that takes content out works, and nothing is printed to the standard error with the flags of the README. */
    @Test
    void contentComesOutWithoutAWarning() throws Exception {
        String crawl = javaBlocks().stream()
                .filter(block -> block.contains("page.as("))
                .findFirst()
                .orElseThrow();
        try (var site = DemoSite.start()) {
            String shop = site.url().resolve("/bazaar/strings/").toString();
            Path source =
                    Files.writeString(folder.resolve("Shop.java"), crawl.replace("https://example.org/shop/", shop));
            assertThat(Javac.complaints(List.of(source), folder)).isEmpty();
            Matcher flags = Pattern.compile("\\njava (--.*) …\\n").matcher(readme());
            assertThat(flags.find()).isTrue();
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(flags.group(1).split(" ")));
            command.addAll(List.of("-cp", classPathWithoutLogging() + File.pathSeparator + folder, "Shop"));
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(folder.resolve("errors").toFile())
                    .start();
            assertThat(process.inputReader().readAllAsString()).isEqualTo("12 products in shop/items.jsonl\n");
            assertThat(process.waitFor()).isZero();
            assertThat(folder.resolve("errors")).isEmptyFile();
            assertThat(Files.readString(folder.resolve("shop/items.jsonl")))
                    .contains("{\"name\":\"Rope for four hands\",\"price\":1049}");
        }
    }

    /** As a user's program has it: no SLF4J provider. */
    private static String classPathWithoutLogging() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .filter(entry -> !entry.contains("slf4j-jdk14"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String readme() {
        return read(Path.of("..", "README.md"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> javaBlocks() throws Exception {
        return JAVA_BLOCK
                .matcher(readme())
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** Returns the dependency on an artifact of this project in a text, without its indentation. */
    private static String dependency(String text, String artifact) {
        return DEPENDENCY
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(dependency -> dependency.contains("<artifactId>" + artifact + "</artifactId>"))
                .reduce((first, second) -> {
                    throw new AssertionError("more than one dependency: " + first + second);
                })
                .orElseThrow()
                .replaceAll("\n *", "\n");
    }
}
