package ayatori.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import ayatori.web.html.PageScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast pages are read for their links, title and metadata: bytes a second on one core ({@code megabytes}), and pages.
 *
 * <p>{@code generated} pages are like those of a documentation in Sphinx's style: 28 KB, about 75 links, code in many small
 * {@code span}s. With {@code -Dpages=FOLDER}, handed on by JMH's {@code -jvmArgsAppend}, {@code folder} reads the HTML files
 * below that folder, up to 64 MB of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenizerBenchmark {
    private static final int PAGES = 64;
    private static final int PAGE_BYTES = 28 << 10;
    private static final long FOLDER_BYTES_MAX = 64L << 20;
    private static final int SEED = 20261122;

    private static final List<String> WORDS = List.of(
            "the",
            "event",
            "loop",
            "returns",
            "a",
            "value",
            "when",
            "tasks",
            "are",
            "waiting",
            "for",
            "input",
            "&amp;",
            "&lt;none&gt;",
            "configuration",
            "of",
            "kernel",
            "parameters",
            "it",
            "is",
            "–");

    /** Where the pages come from. */
    @Param({"generated", "folder"})
    public String source = "generated";

    private final PageScanner scanner = new PageScanner();
    private List<byte[]> pages = List.of();
    private int next;

    /** What JMH adds up and divides by the time. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Throughput {
        /** Millions of bytes read. */
        public double megabytes;

        /** Links found. */
        public double links;

        /** Starts the count of an iteration. */
        @Setup(Level.Iteration)
        public void clear() {
            megabytes = 0;
            links = 0;
        }
    }

    /** Makes or reads the pages. */
    @Setup
    public void load() {
        pages = pages(source);
        System.out.println(pages.size() + " pages, "
                + pages.stream().mapToLong(page -> page.length).sum() + " bytes");
    }

    /** Reads one page. */
    @Benchmark
    public int scan(Throughput throughput) {
        byte[] page = pages.get(next);
        next = (next + 1) % pages.size();
        scanner.scan(page, 0, page.length);
        throughput.megabytes += page.length / 1e6;
        throughput.links += scanner.linkCount();
        return scanner.linkCount();
    }

    /** The pages that {@code source} names. */
    static List<byte[]> pages(String source) {
        String folder = System.getProperty("pages");
        if (source.equals("generated")) {
            return generated();
        }
        if (folder == null) {
            throw new IllegalStateException("name a folder of HTML files: -jvmArgsAppend -Dpages=FOLDER");
        }
        return read(Path.of(folder));
    }

    private static List<byte[]> read(Path folder) {
        List<byte[]> pages = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            long bytes = 0;
            for (Path file : files.filter(TokenizerBenchmark::isHtml).sorted().toList()) {
                byte[] page = Files.readAllBytes(file);
                bytes += page.length;
                if (bytes > FOLDER_BYTES_MAX) {
                    break;
                }
                pages.add(page);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the pages in " + folder, e);
        }
        if (pages.isEmpty()) {
            throw new IllegalStateException("no HTML files in " + folder);
        }
        return pages;
    }

    private static boolean isHtml(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && (name.endsWith(".html") || name.endsWith(".htm"));
    }

    private static List<byte[]> generated() {
        Random random = new Random(SEED);
        List<byte[]> pages = new ArrayList<>();
        for (int i = 0; i < PAGES; i++) {
            pages.add(page(random).getBytes(UTF_8));
        }
        return pages;
    }

    private static String page(Random random) {
        StringBuilder html = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1.0" />
                <title>An event loop &#8212; Documentation</title>
                <link rel="stylesheet" type="text/css" href="../_static/pygments.css" />
                <script data-url_root="../" id="documentation_options" src="../_static/documentation_options.js"></script>
                <link rel="next" title="Tasks" href="tasks.html" /></head><body>
                """);
        while (html.length() < PAGE_BYTES) {
            switch (random.nextInt(5)) {
                case 0 -> navigation(html, random);
                case 1 -> code(html, random);
                default -> paragraph(html, random);
            }
        }
        return html.append("</body></html>\n").toString();
    }

    private static void navigation(StringBuilder html, Random random) {
        html.append("<ul class=\"simple\">\n");
        for (int i = 0; i < 4; i++) {
            html.append("<li class=\"toctree-l2\"><a class=\"reference internal\" href=\"")
                    .append(word(random))
                    .append("/index.html#")
                    .append(random.nextInt(1000))
                    .append("\">");
            words(html, random, 3);
            html.append("</a></li>\n");
        }
        html.append("</ul>\n");
    }

    private static void code(StringBuilder html, Random random) {
        html.append("<div class=\"highlight-default notranslate\"><div class=\"highlight\"><pre><span></span>");
        for (int i = 0; i < 12; i++) {
            html.append("<span class=\"n\">").append(word(random)).append("</span><span class=\"o\">=</span>");
        }
        html.append("\n</pre></div>\n</div>\n");
    }

    private static void paragraph(StringBuilder html, Random random) {
        html.append("<p>");
        words(html, random, 60);
        html.append(" <a class=\"reference external\" href=\"https://example.org/?q=")
                .append(random.nextInt(1000))
                .append("&amp;page=2\">");
        words(html, random, 2);
        html.append("</a> <code class=\"docutils literal notranslate\"><span class=\"pre\">");
        words(html, random, 1);
        html.append("</span></code></p>\n");
    }

    private static void words(StringBuilder html, Random random, int count) {
        for (int i = 0; i < count; i++) {
            html.append(i == 0 ? "" : " ").append(word(random));
        }
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }
}
