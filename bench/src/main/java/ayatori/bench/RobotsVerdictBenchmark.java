package ayatori.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import ayatori.web.robots.RobotsRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time of one verdict on a URL by parsed rules.
 *
 * <p>{@code generated} rules are 40 lines like those of a large site, every fourth with a wildcard. With
 * {@code -Drobots=FOLDER}, handed on by JMH's {@code -jvmArgsAppend}, {@code folder} takes the files there, one after the other.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RobotsVerdictBenchmark {
    private static final int URLS = 2048;
    private static final int RULES = 40;
    private static final int SEED = 20261122;

    private static final List<String> WORDS = List.of(
            "search",
            "cart",
            "account",
            "news",
            "2026",
            "print",
            "tag",
            "wp-admin",
            "api",
            "images",
            "login",
            "en",
            "help");

    /** Where the rules come from. */
    @Param({"generated", "folder"})
    public String source = "generated";

    private List<RobotsRules> rules = List.of();
    private String[] urls = {};

    /** Parses the rules and makes the URLs. */
    @Setup
    public void load() {
        Random random = new Random(SEED);
        String folder = System.getProperty("robots");
        if (source.equals("generated")) {
            rules = List.of(parse(generated(random)));
        } else if (folder == null) {
            throw new IllegalStateException("name a folder of robots.txt files: -jvmArgsAppend -Drobots=FOLDER");
        } else {
            rules = read(Path.of(folder));
        }
        urls = Stream.generate(
                        () -> "https://www.example.org" + path(random) + (random.nextInt(4) == 0 ? "?page=2" : ".html"))
                .limit(URLS)
                .toArray(String[]::new);
        System.out.println(rules.size() + " files");
    }

    /** One verdict. */
    @Benchmark
    @OperationsPerInvocation(URLS)
    public int allowed() {
        int allowed = 0;
        for (int i = 0; i < urls.length; i++) {
            allowed += rules.get(i % rules.size()).allowed(urls[i]) ? 1 : 0;
        }
        return allowed;
    }

    private static List<RobotsRules> read(Path folder) {
        List<RobotsRules> rules = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                rules.add(parse(Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the files in " + folder, e);
        }
        return rules;
    }

    private static RobotsRules parse(byte[] robots) {
        return RobotsRules.parse(robots, "text/plain", "https://www.example.org/robots.txt", "Ayatori");
    }

    private static byte[] generated(Random random) {
        StringBuilder robots = new StringBuilder("User-agent: *\n");
        for (int i = 0; i < RULES; i++) {
            robots.append(i % 8 == 7 ? "Allow: " : "Disallow: ")
                    .append(i % 4 == 3 ? "/*" : "")
                    .append(path(random))
                    .append('\n');
        }
        return robots.toString().getBytes(UTF_8);
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            path.append('/').append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return path.toString();
    }
}
