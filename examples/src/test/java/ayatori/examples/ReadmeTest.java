package ayatori.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        String dependency = dependency(readme());
        assertThat(dependency(Files.readString(CONSUMER.resolve("pom.xml")))).isEqualTo(dependency);
        String version = Files.readString(Path.of("..", "async", "pom.xml"));
        assertThat(dependency)
                .contains("<groupId>dev.ayatori</groupId>", "<artifactId>ayatori-async</artifactId>")
                .contains(Pattern.compile("<version>.*?</version>")
                        .matcher(version)
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group());
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

    /** Returns the only dependency on this project in a text, without its indentation. */
    private static String dependency(String text) {
        return DEPENDENCY
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(dependency -> dependency.contains("<groupId>dev.ayatori</groupId>"))
                .reduce((first, second) -> {
                    throw new AssertionError("more than one dependency: " + first + second);
                })
                .orElseThrow()
                .replaceAll("\n *", "\n");
    }
}
