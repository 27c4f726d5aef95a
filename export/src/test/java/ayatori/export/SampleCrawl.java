package ayatori.export;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;

/** A crawl folder whose records a test writes. */
final class SampleCrawl {
    private final Path folder;

    private SampleCrawl(Path folder) {
        this.folder = folder;
    }

    static SampleCrawl in(Path folder) throws Exception {
        CrawlOptions options = CrawlOptions.from("https://example.org/").build();
        CrawlFolder.create(folder, Manifest.of(options, Instant.parse("2026-01-01T00:00:00Z")))
                .close();
        var crawl = new SampleCrawl(folder);
        crawl.write(CrawlFolder.PAGES, "");
        crawl.write(CrawlFolder.SKIPPED, "");
        return crawl;
    }

    /** Three pages, one of them with everything; a broken link; a skipped URL; two kinds of items. */
    static SampleCrawl usual(Path folder) throws Exception {
        return in(folder)
                .page("/", 200, """
                        "title":"Home","contentType":"text/html; charset=utf-8","linkCount":3,\
                        "links":["https://example.org/a","https://example.org/gone","https://other.example/"],\
                        "nofollow":[2],"lastModified":"Sat, 28 Nov 2026 12:00:00 GMT",\
                        "fields":{"price":9.5,"tags":["x","y"]}""")
                .page("/a", 200, """
                        "title":"=1+1, \\"quoted\\"","contentType":"text/html","linkCount":1,\
                        "links":["https://example.org/"],"canonical":"https://example.org/a",\
                        "data":{"sku":"K7"},"fields":{"price":12}""")
                .page("/gone", 404, "\"referrer\":\"https://example.org/\",\"linkCount\":0,\"links\":[]")
                .page("/dead", 0, "\"error\":{\"kind\":\"timeout\",\"message\":\"No answer.\"}")
                .skipped("https://other.example/", "scope")
                .item("/a", "product", "{\"name\":\"Jar\",\"price\":1}")
                .item("/", "offer", "{\"name\":\"Jar\"}")
                .item("/a", "product", "{\"name\":\"Cup\",\"price\":2.5,\"more\":{\"a\":1}}");
    }

    /** Adds a page with further properties. */
    SampleCrawl page(String path, int status, String further) {
        return write(
                CrawlFolder.PAGES,
                "{\"url\":\"https://example.org" + path + "\",\"status\":" + status + ",\"depth\":0,\"bytes\":"
                        + (status == 200 ? 1_500 : 0) + ",\"elapsedMs\":12,\"fetchedAt\":\"2026-01-02T03:04:05.678Z\","
                        + "\"attempts\":1" + (further.isEmpty() ? "" : "," + further) + "}\n");
    }

    /** Adds a page with a title, whatever is in it. */
    SampleCrawl titled(String path, String title) {
        return page(path, 200, "\"title\":" + quoted(title));
    }

    /** A string in JSON, with everything escaped that is not ASCII, so that halves of surrogate pairs are possible. */
    static String quoted(String text) {
        var json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            json.append(c >= ' ' && c < 0x7F && c != '"' && c != '\\' ? "" + c : "\\u%04x".formatted((int) c));
        }
        return json.append('"').toString();
    }

    SampleCrawl skipped(String url, String reason) {
        return write(CrawlFolder.SKIPPED, "{\"url\":\"" + url + "\",\"reason\":\"" + reason + "\"}\n");
    }

    SampleCrawl item(String path, String name, String fields) {
        return write(
                CrawlFolder.ITEMS,
                "{\"url\":\"https://example.org" + path + "\",\"name\":"
                        + JsonMapper.shared().writeValueAsString(name) + ",\"fields\":" + fields + "}\n");
    }

    SampleCrawl write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }
}
