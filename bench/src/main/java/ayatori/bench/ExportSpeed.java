package ayatori.bench;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.Manifest;
import ayatori.export.Export;
import ayatori.export.ExportRequest;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * Measures exports of a synthetic crawl: wall time, CPU time and the largest heap after a collection are printed for each
 * format. Arguments: a folder for the files, which is created, the number of pages (100,000), links of each (30).
 */
final class ExportSpeed {
    private static final List<String> WORDS = List.of(
            "jar", "museum", "string", "figure", "cradle", "history", "guide", "price", "garden", "winter", "letter",
            "map");

    private ExportSpeed() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        int pages = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        int links = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 30;
        Path withLinks = root.resolve("links");
        Path withoutLinks = root.resolve("count");
        write(withLinks, pages, links, true);
        write(withoutLinks, pages, links, false);
        System.out.println("format      pages/s  seconds  CPU s  heap MB");
        measure("csv", ExportRequest.of(withoutLinks, "csv", root.resolve("pages.csv")), pages);
        measure("csv+links", ExportRequest.of(withLinks, "csv", root.resolve("pages2.csv")), pages);
        measure("jsonl", ExportRequest.of(withLinks, "jsonl", root.resolve("pages.jsonl")), pages);
        measure("parquet", ExportRequest.of(withLinks, "parquet", root.resolve("pages.parquet")), pages);
        measure("sqlite", ExportRequest.of(withoutLinks, "sqlite", root.resolve("pages.sqlite")), pages);
        measure("sqlite+links", ExportRequest.of(withLinks, "sqlite", root.resolve("all.sqlite")), pages);
    }

    private static void measure(String name, ExportRequest request, int pages) throws Exception {
        long started = System.nanoTime();
        long cpu = cpuNanos();
        Export.run(request.overwriting());
        double seconds = (System.nanoTime() - started) / 1e9;
        double cpuSeconds = (cpuNanos() - cpu) / 1e9;
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "%-12s %6.0f %8.2f %6.2f %8d%n",
                name, pages / seconds, seconds, cpuSeconds, (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    /** Writes a crawl folder, if it is not there. */
    private static void write(Path folder, int pages, int links, boolean lists) throws Exception {
        if (Files.exists(folder)) {
            return;
        }
        CrawlFolder.create(
                        folder,
                        Manifest.of(CrawlOptions.from("https://example.org/").build(), Instant.EPOCH))
                .close();
        Files.writeString(folder.resolve(CrawlFolder.SKIPPED), "");
        var random = new Random(1);
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(CrawlFolder.PAGES))) {
            for (int page = 0; page < pages; page++) {
                write(out, random, page, pages, links, lists);
            }
        }
    }

    private static void write(BufferedWriter out, Random random, int page, int pages, int links, boolean lists)
            throws IOException {
        out.write("{\"url\":\"" + url(page) + "\",\"status\":" + (page % 50 == 0 ? 404 : 200) + ",\"title\":\"");
        for (int word = 0; word < 8; word++) {
            out.write(WORDS.get(random.nextInt(WORDS.size())) + ' ');
        }
        out.write(page + "\",\"depth\":" + page % 7 + ",\"referrer\":\"" + url(page / 2)
                + "\",\"contentType\":\"text/html; charset=utf-8\",\"charset\":\"utf-8\",\"bytes\":"
                + random.nextInt(100_000) + ",\"elapsedMs\":" + random.nextInt(900)
                + ",\"fetchedAt\":\"2026-11-28T12:00:" + (10 + page % 50) + ".123Z\",\"attempts\":1,\"digest\":\""
                + "%016x%016x".formatted(random.nextLong(), random.nextLong()) + "\",\"lang\":\"en\",\"linkCount\":"
                + links);
        if (lists) {
            out.write(",\"links\":[");
            for (int link = 0; link < links; link++) {
                out.write((link == 0 ? "\"" : ",\"") + url(random.nextInt(pages)) + '"');
            }
            out.write("]");
        }
        out.write("}\n");
    }

    private static String url(int page) {
        return "https://host" + page % 40 + ".example.org/section/" + page % 300 + "/page-" + page + ".html";
    }
}
