package ayatori.crawler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.RecordedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A site on loopback that changes between two crawls of it, and the folders of the crawls. Pages are named by their paths. */
final class ChangingSite implements AutoCloseable {
    private static final String DATE = "Sat, 28 Nov 2026 12:00:00 GMT";

    private final Map<String, Resource> resources = new ConcurrentHashMap<>();
    private final SmallServer server;
    private final Path folder;

    /** What there is at a path; no answer at all if the status is 0. */
    private record Resource(int status, String fields, String body) {}

    ChangingSite(Path folder) throws IOException {
        this.folder = folder;
        server = SmallServer.ofHeads(this::answer);
        html(
                "/",
                "",
                "/etag",
                "/date",
                "/plain",
                "/edited",
                "/touched",
                "/lost",
                "/gone",
                "/silent",
                "/busy",
                "/moved");
        html("/etag", "ETag: \"1\"", "/below");
        html("/date", "Last-Modified: " + DATE);
        html("/plain", "");
        html("/edited", "ETag: \"1\"");
        html("/touched", "ETag: \"1\"");
        html("/lost", "ETag: \"1\"");
        html("/gone", "");
        html("/silent", "ETag: \"1\"");
        html("/busy", "ETag: \"1\"");
        html("/moved", "");
        html("/below", "ETag: \"1\"");
    }

    @Override
    public void close() {
        server.close();
    }

    String url(String path) {
        return server.url(path);
    }

    /** How many requests there were. */
    int requests() {
        return server.requests().size();
    }

    /** The path of a page. */
    String path(String url) {
        return url.substring(server.url("").length());
    }

    void put(String path, int status, String fields, String body) {
        resources.put(path, new Resource(status, fields, body));
    }

    void html(String path, String fields, String... links) {
        var body = new StringBuilder("<title>Page " + path + "</title>");
        for (String link : links) {
            body.append("<a href=").append(link).append(">x</a>");
        }
        put(path, 200, fields, body.toString());
    }

    /** Changes a page of each kind. */
    void change() {
        html("/edited", "ETag: \"2\"", "/fresh");
        html("/touched", "ETag: \"2\"");
        html("/fresh", "");
        put("/lost", 404, "", "Lost.");
        put("/gone", 410, "", "Gone.");
        put("/silent", 0, "", "");
        put("/busy", 503, "Retry-After: 1", "Later.");
        put("/moved", 301, "Location: /plain", "");
    }

    private String answer(String head) {
        Resource resource = resources.getOrDefault(head.split(" ", 3)[1], new Resource(404, "", "Nothing."));
        if (resource.status == 0) {
            return "";
        }
        String first = resource.fields.split("\r\n", 2)[0];
        boolean isKnown = head.contains("If-None-Match:")
                ? first.startsWith("ETag") && head.contains("If-None-Match: " + first.substring("ETag: ".length()))
                : head.contains("If-Modified-Since: " + DATE) && resource.fields.contains(DATE);
        return "HTTP/1.1 " + (isKnown ? 304 : resource.status) + " So\r\n"
                + (resource.fields.contains("Content-Type") ? "" : "Content-Type: text/html\r\n")
                + "Connection: close\r\n"
                + (resource.fields.isEmpty() ? "" : resource.fields + "\r\n")
                + "\r\n" + (isKnown ? "" : resource.body);
    }

    CrawlOptions.Builder options() {
        return CrawlOptions.from(server.url("/"))
                .delay(Delay.of(Duration.ZERO))
                .robots(false)
                .retries(0);
    }

    /** The folder of a crawl. */
    Path folder(String name) {
        return folder.resolve(name);
    }

    CrawlReport crawl(String to) throws Exception {
        return crawl(options(), to);
    }

    CrawlReport crawl(CrawlOptions.Builder options, String to) throws Exception {
        return Crawler.of(options.out(folder(to)).build()).run();
    }

    CrawlReport recrawl(String from, String to) throws Exception {
        return recrawl(from, to, options -> options);
    }

    CrawlReport recrawl(String from, String to, UnaryOperator<CrawlOptions.Builder> changes) throws Exception {
        return Crawler.recrawl(folder(from), folder(to), changes).run();
    }

    /** The records of a crawl, each of which has a URL of its own. */
    Map<String, RecordedPage> pages(String name) throws Exception {
        try (Stream<RecordedPage> records = CrawlReader.open(folder(name)).pages()) {
            Map<String, RecordedPage> byPath = new LinkedHashMap<>();
            records.forEach(page -> assertThat(byPath.put(path(page.url()), page))
                    .as(page.url())
                    .isNull());
            return byPath;
        }
    }

    RecordedPage page(String name, String path) throws Exception {
        return requireNonNull(pages(name).get(path), path);
    }

    Map<String, @Nullable Change> changes(String name) throws Exception {
        Map<String, @Nullable Change> changes = new LinkedHashMap<>();
        pages(name).forEach((path, page) -> changes.put(path, page.change()));
        return changes;
    }

    /** Edits each line of the records of a crawl. */
    void edit(String name, UnaryOperator<String> edit) throws IOException {
        Path file = folder(name).resolve("pages.jsonl");
        Files.write(file, Files.readAllLines(file).stream().map(edit).toList());
    }
}
