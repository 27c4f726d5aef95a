package ayatori.crawler.engine;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlOutput;
import ayatori.crawler.OutputFormat;
import ayatori.crawler.Page;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.read.Content;
import ayatori.crawler.read.Reading;
import ayatori.crawler.sink.JsonLines;
import ayatori.crawler.sink.PageRecord;
import java.time.Duration;

/** Makes records of readings: the lines of the output files, and the page for the user's handler. One for each fetch loop. */
final class Recorder {
    private final CrawlOutput output;
    private final JsonLines json = new JsonLines();

    Recorder(CrawlOptions options) {
        this.output = options.output();
    }

    static PageRecord record(Output.Fetch fetch, PageRecord.Response response, Reading reading) {
        return new PageRecord(
                new PageRecord.Request(fetch.url(), fetch.depth(), fetch.referrer(), fetch.attempt()),
                response,
                reading.content(),
                reading.redirectTo(),
                reading.error());
    }

    static Result.Facts facts(PageRecord record, boolean setsCookie) {
        return new Result.Facts(
                record.response().status(), record.response().bytes(), record.error(), record.redirectTo(), setsCookie);
    }

    Result.Lines lines(PageRecord record, Reading reading) {
        return new Result.Lines(
                wants(OutputFormat.JSONL) ? jsonLine(record, reading) : null,
                wants(OutputFormat.TXT) && isPage(record, reading) ? record.toText() : null);
    }

    private boolean wants(OutputFormat format) {
        return output.out() != null && output.formats().contains(format);
    }

    private byte[] jsonLine(PageRecord record, Reading reading) {
        json.clear();
        record.writeJson(json, reading.pageLinks(), output.links());
        return json.toBytes();
    }

    private static boolean isPage(PageRecord record, Reading reading) {
        return record.response().isSuccess() && !(reading instanceof Reading.SitemapReading);
    }

    static Page page(PageRecord record, Reading reading) {
        PageRecord.Request request = record.request();
        PageRecord.Response response = record.response();
        Content content = record.content();
        return new Page(
                request.url(),
                response.status(),
                content.title(),
                request.depth(),
                request.referrer(),
                response.contentType(),
                content.encoding() == null ? null : content.encoding().charset(),
                reading.body(),
                response.bytes(),
                Duration.ofNanos(response.totalNanos()),
                response.fetchedAt(),
                request.attempts(),
                response.truncated(),
                reading.pageLinks().toList(),
                record.redirectTo(),
                record.error(),
                content.canonical(),
                content.lang());
    }
}
