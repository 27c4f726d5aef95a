package ayatori.crawler.engine;

import ayatori.crawler.LinkDetail;
import ayatori.crawler.PageFormat;
import ayatori.crawler.extract.Extracted;
import ayatori.crawler.extract.Values;
import ayatori.crawler.folder.RecordedPage;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.read.PagePlaces;
import ayatori.crawler.read.Reading;
import ayatori.crawler.read.RequestedLinks;
import ayatori.crawler.record.JsonLines;
import ayatori.crawler.record.LinksRecord;
import ayatori.crawler.record.PageCsv;
import ayatori.crawler.record.PageRecord;
import ayatori.crawler.recrawl.Comparison;
import ayatori.web.http.Headers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Makes records of readings: the lines of the output files. One for each fetch loop. */
final class Recorder {
    private final List<Format> formats = new ArrayList<>();

    /** Which formats have records of requisites; the others list pages. */
    private final BitSet takesRequisites = new BitSet();

    private final boolean hasOwnFormats;
    private final LinkDetail linkDetail;
    private final JsonLines json = new JsonLines();

    /** One form of a page's record. */
    private interface Format {
        byte @Nullable [] encode(PageRecord record, Reading reading, Headers headers);
    }

    Recorder(List<PageSink> sinks, LinkDetail linkDetail) {
        this.linkDetail = linkDetail;
        this.hasOwnFormats = sinks.stream().anyMatch(sink -> sink.own() != null);
        for (PageSink sink : sinks) {
            takesRequisites.set(formats.size(), sink.form() == PageSink.Form.JSON);
            formats.add(
                    switch (sink.form()) {
                        case JSON -> this::json;
                        case LINKS -> this::links;
                        case CSV -> (record, reading, headers) -> PageCsv.line(record, reading.pageLinks(), linkDetail);
                        case TEXT -> Recorder::text;
                        case OWN -> {
                            PageFormat own = Objects.requireNonNull(sink.own());
                            yield (record, reading, headers) ->
                                    own.encode(new AnsweredPage(record, reading, headers, null));
                        }
                    });
        }
    }

    /**
     * Makes a page's record.
     *
     * @param before its record in the crawl before; null if there is none
     * @param isRecrawl whether there was a crawl before
     */
    static PageRecord record(
            Output.Fetch fetch,
            PageRecord.Response response,
            Reading reading,
            @Nullable RecordedPage before,
            boolean isRecrawl) {
        var record = new PageRecord(
                new PageRecord.Request(
                        fetch.url(),
                        fetch.depth(),
                        fetch.referrer(),
                        fetch.attempt(),
                        fetch.isSitemap(),
                        fetch.earlier(),
                        fetch.request(),
                        fetch.requisite()),
                response,
                reading.content(),
                reading.redirectTo(),
                reading.error());
        return isRecrawl ? record.with(Comparison.of(before, record)) : record;
    }

    static Result.Facts facts(PageRecord record, boolean setsCookie) {
        return new Result.Facts(
                record.response().status(),
                record.response().receivedBytes(),
                record.error(),
                record.redirectTo(),
                setsCookie,
                record.extracted(),
                record.request().role() != null,
                record.revisit().change());
    }

    /** Whether a format is the user's own code. */
    boolean hasOwnFormats() {
        return hasOwnFormats;
    }

    /** The page's record in each format that is written, in the order of the sinks; null where it has none. */
    byte[] @Nullable [] records(PageRecord record, Reading reading, Headers headers) {
        byte[] @Nullable [] records = new byte[formats.size()] @Nullable [];
        for (int i = 0; i < records.length; i++) {
            boolean isWritten = record.request().role() == null || takesRequisites.get(i);
            records[i] = isWritten ? formats.get(i).encode(record, reading, headers) : null;
        }
        return records;
    }

    /** The items that rules found in a page, as lines. */
    Result.Asked items(PageRecord record) {
        Extracted extracted = record.extracted();
        if (extracted == null || extracted.items().isEmpty()) {
            return Result.Asked.NOTHING;
        }
        List<byte[]> lines = new ArrayList<>(extracted.items().size());
        for (Extracted.Item item : extracted.items()) {
            json.clear();
            JsonGenerator out = json.generator();
            out.writeStartObject();
            out.writeStringProperty("url", record.request().url());
            out.writeStringProperty("name", item.name());
            out.writeName("fields");
            Values.write(out, item.fields());
            out.writeEndObject();
            json.endLine();
            lines.add(json.toBytes());
        }
        return new Result.Asked(RequestedLinks.NONE, lines);
    }

    private byte[] json(PageRecord record, Reading reading, Headers headers) {
        json.clear();
        record.writeJson(json, reading.pageLinks(), linkDetail);
        return json.toBytes();
    }

    private byte @Nullable [] links(PageRecord record, Reading reading, Headers headers) {
        PagePlaces places = reading.places();
        if (places == null) {
            return null;
        }
        json.clear();
        LinksRecord.writeJson(json, record.request().url(), places);
        return json.toBytes();
    }

    private static byte @Nullable [] text(PageRecord record, Reading reading, Headers headers) {
        boolean isPage = (record.response().isSuccess() || reading instanceof Reading.CarriedReading)
                && !(reading instanceof Reading.SitemapReading);
        return isPage ? record.toText() : null;
    }
}
