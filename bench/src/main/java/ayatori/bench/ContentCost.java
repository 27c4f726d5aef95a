package ayatori.bench;

import ayatori.crawler.extract.Extraction;
import ayatori.crawler.extract.ParsedPage;
import ayatori.web.html.PageScanner;
import ayatori.web.http.Headers;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A program that tells what fields and metadata cost: CPU time of one thread for a page, the median of rounds. A page that is only
 * scanned for its links is the base. It takes the pages of {@link TokenizerBenchmark}: generated ones, or those in the folder of
 * {@code -Dpages}.
 */
public final class ContentCost {
    private static final String URL = "https://example.org/a/b";
    private static final int ROUNDS = 15;
    private static final int PAGES_MIN = 400;

    private ContentCost() {}

    /** Prints one line for each kind of content. */
    public static void main(String[] arguments) {
        List<byte[]> pages = TokenizerBenchmark.pages(System.getProperty("pages") == null ? "generated" : "folder");
        var scanner = new PageScanner();
        double base = measure("scanned for links", pages, page -> {
            scanner.scan(page, 0, page.length);
            return scanner.linkCount();
        });
        extract(
                "title, description, h1",
                base,
                pages,
                List.of("a=title", "b=meta[name=description]::attr(content)", "c=h1"),
                false);
        extract(
                "three fields by CSS",
                base,
                pages,
                List.of("a=h1 + p", "b=ul > li:first-child a::attr(href)|url", "c=code::all"),
                false);
        extract("one field by XPath", base, pages, List.of("a=xpath://h1"), false);
        extract("one field by re:", base, pages, List.of("a=re:<h1[^>]*>([^<]*)"), false);
        extract("metadata", base, pages, List.of(), true);
    }

    private static void extract(String what, double base, List<byte[]> pages, List<String> fields, boolean metadata) {
        Extraction extraction = Extraction.of(fields, null, metadata);
        double cost = measure(
                what,
                pages,
                page -> extraction
                        .extract(ParsedPage.html(URL, page), Headers.EMPTY)
                        .hashCode());
        System.out.printf("  %.1f times what a scan takes%n", cost / base);
    }

    /** Microseconds a page. */
    private static double measure(String what, List<byte[]> pages, ToIntFunction<byte[]> work) {
        var threads = ManagementFactory.getThreadMXBean();
        int passes = 1 + PAGES_MIN / pages.size();
        List<Double> rounds = new ArrayList<>();
        int used = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = threads.getCurrentThreadCpuTime();
            for (int pass = 0; pass < passes; pass++) {
                for (byte[] page : pages) {
                    used += work.applyAsInt(page);
                }
            }
            rounds.add((threads.getCurrentThreadCpuTime() - start) / 1e3 / passes / pages.size());
        }
        double[] sorted = rounds.stream()
                .skip(ROUNDS / 3)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        double median = sorted[sorted.length / 2];
        System.out.printf(
                "%-26s %8.1f us a page (%.1f to %.1f; %d)%n",
                what, median, sorted[0], Arrays.stream(sorted).max().orElse(0), used & 1);
        return median;
    }
}
