package ayatori.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import ayatori.web.url.Url;
import ayatori.web.url.UrlException;
import ayatori.web.url.UrlResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long one link takes from its bytes to its absolute URL. The links are mixed as on the pages of a large site:
 * mostly relative, many with dot segments, queries or fragments, some to other hosts, some that are not http.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class UrlResolveBenchmark {
    private static final int LINKS = 2048;
    private static final int SEED = 20261122;

    private static final List<String> WORDS = List.of(
            "index",
            "guide",
            "api",
            "filesystems",
            "networking",
            "Documentation",
            "process",
            "admin-guide",
            "x86",
            "driver-api",
            "release_notes",
            "a",
            "v6.1",
            "translations",
            "zh_CN",
            "core-api",
            "kernel-parameters");

    private final UrlResolver resolver = new UrlResolver();
    private byte[][] links = {};
    private String[] texts = {};
    private Url base;

    /** JMH makes the state, then sets it up. */
    public UrlResolveBenchmark() {
        try {
            base = Url.parse("https://docs.example.org/latest/driver-api/media/index.html");
        } catch (UrlException e) {
            throw new AssertionError(e);
        }
    }

    /** Generates the links that each run resolves. */
    @Setup
    public void generateLinks() {
        var random = new Random(SEED);
        var generated = new ArrayList<String>();
        for (int i = 0; i < LINKS; i++) {
            generated.add(link(random));
        }
        texts = generated.toArray(String[]::new);
        links = generated.stream().map(text -> text.getBytes(UTF_8)).toArray(byte[][]::new);
        resolver.base(base);
    }

    private static String link(Random random) {
        String path = path(random);
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> path + ".html";
            case 5, 6, 7 -> path + ".html#" + word(random);
            case 8, 9, 10 -> "../../" + path + ".html";
            case 11, 12 -> "#" + word(random);
            case 13, 14 -> "/" + path + "/";
            case 15 -> "/" + path + "?page=" + random.nextInt(100) + "&sort=" + word(random);
            case 16 -> "https://docs.example.org/latest/" + path + ".html";
            case 17 -> "https://www." + word(random) + ".example.com/" + path;
            case 18 -> "//static.example.net/img/" + path + ".png";
            default -> random.nextBoolean() ? "mailto:docs@example.org" : "javascript:void(0)";
        };
    }

    private static String path(Random random) {
        var path = new StringBuilder(word(random));
        for (int i = random.nextInt(3); i > 0; i--) {
            path.append('/').append(word(random));
        }
        return path.toString();
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    /** The crawler's way: bytes to bytes. */
    @Benchmark
    @OperationsPerInvocation(LINKS)
    public int resolver() {
        int bytes = 0;
        for (byte[] link : links) {
            resolver.resolve(link, 0, link.length);
            bytes += resolver.length();
        }
        return bytes;
    }

    /** The same links through the standard's state machine: the cost of an unusual link. */
    @Benchmark
    @OperationsPerInvocation(LINKS)
    public int parser() {
        int chars = 0;
        for (String text : texts) {
            Url url = base.tryResolve(text);
            chars += url == null ? 0 : url.href().length();
        }
        return chars;
    }
}
