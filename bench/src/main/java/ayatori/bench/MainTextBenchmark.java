package ayatori.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import ayatori.text.MainContent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the main text of a page costs: the DOM, which fields need too, and on top of it the text and the Markdown. The pages are those of
 * {@link TokenizerBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class MainTextBenchmark {
    private static final String URL = "https://example.org/library/page.html";

    /** Where the pages come from. */
    @Param({"generated", "folder"})
    public String source = "generated";

    private List<String> pages = List.of();
    private List<Document> documents = List.of();
    private int next;

    /** Makes or reads the pages. */
    @Setup
    public void load() {
        pages = TokenizerBenchmark.pages(source).stream()
                .map(page -> new String(page, UTF_8))
                .toList();
        documents = pages.stream().map(page -> Jsoup.parse(page, URL)).toList();
        System.out.println(pages.size() + " pages, "
                + pages.stream().mapToLong(String::length).sum() / pages.size() + " characters each");
    }

    /** Builds the DOM of a page. */
    @Benchmark
    public Document parse() {
        return Jsoup.parse(pages.get(turn()), URL);
    }

    /** Finds the content in a DOM, and its text. */
    @Benchmark
    public int text() {
        return MainContent.of(documents.get(turn())).text().length();
    }

    /** Finds the content in a DOM, and writes it as text and as Markdown. */
    @Benchmark
    public int textAndMarkdown() {
        MainContent content = MainContent.of(documents.get(turn()));
        return content.text().length() + content.markdown().length();
    }

    private int turn() {
        next = (next + 1) % pages.size();
        return next;
    }
}
