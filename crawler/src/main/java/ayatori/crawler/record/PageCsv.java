package ayatori.crawler.record;

import ayatori.crawler.LinkDetail;
import ayatori.crawler.PageError;
import ayatori.crawler.read.PageLinks;
import ayatori.crawler.sink.CsvLine;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The record of a page as a line of {@code pages.csv}: the same columns in every crawl, named as in {@code pages.jsonl}. */
public final class PageCsv {
    private static final List<String> COLUMNS = List.of(
            "url",
            "status",
            "title",
            "depth",
            "referrer",
            "contentType",
            "charset",
            "bytes",
            "elapsedMs",
            "fetchedAt",
            "attempts",
            "truncated",
            "etag",
            "lastModified",
            "digest",
            "redirectTo",
            "error.kind",
            "error.message",
            "canonical",
            "lang",
            "linkCount");

    private PageCsv() {}

    /** {@return the line of names} */
    public static byte[] header() {
        var line = new CsvLine();
        COLUMNS.forEach(line::text);
        return bytes(line);
    }

    /** {@return the line of a page} */
    public static byte[] line(PageRecord record, PageLinks links, LinkDetail detail) {
        PageRecord.Request request = record.request();
        PageRecord.Response response = record.response();
        PageError error = record.error();
        var line = new CsvLine();
        line.text(request.url())
                .plain(response.status())
                .text(record.content().title())
                .plain(request.depth())
                .text(request.referrer())
                .text(response.contentType())
                .text(record.content().charset())
                .plain(response.bytes())
                .plain(response.totalNanos() / 1_000_000)
                .plain(response.fetchedAt())
                .plain(request.attempts())
                .text(response.truncated())
                .text(response.validators().etag())
                .text(response.validators().lastModified())
                .text(response.digest())
                .text(record.redirectTo())
                .text(error == null ? null : error.kind())
                .text(error == null ? null : error.message())
                .text(record.content().canonical())
                .text(record.content().lang())
                .plain(detail == LinkDetail.NONE ? null : links.count());
        return bytes(line);
    }

    private static byte[] bytes(CsvLine line) {
        return line.end().getBytes(StandardCharsets.UTF_8);
    }
}
