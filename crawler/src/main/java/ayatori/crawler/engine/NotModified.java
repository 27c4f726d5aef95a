package ayatori.crawler.engine;

import ayatori.crawler.fetch.Head;
import ayatori.crawler.folder.RecordedPage;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.read.Content;
import ayatori.crawler.read.PageReader;
import ayatori.crawler.read.Reading;
import ayatori.crawler.record.PageRecord;
import ayatori.web.charset.Encoding;
import ayatori.web.http.Validators;

/** A page for which the server answered 304: what is recorded and followed is what the crawl before recorded. */
final class NotModified {
    private NotModified() {}

    /** Its links, and what it said about itself. */
    static Reading reading(PageReader reader, Output.Fetch fetch, RecordedPage before) {
        String charset = before.charset();
        Encoding encoding = charset == null ? null : Encoding.forLabel(charset);
        var content = new Content(encoding, before.title(), before.canonical(), before.lang());
        return reader.carry(fetch, content, before.links(), before.nofollow(), before.linkCount());
    }

    /** The answer. A 304 may have newer validators (RFC 9111 section 3.2). */
    static PageRecord.Response response(Head head, RecordedPage before, long totalNanos) {
        Validators now = Validators.of(head.headers());
        return new PageRecord.Response(
                head.status(),
                before.contentType(),
                before.bytes(),
                null,
                new Validators(
                        now.etag() == null ? before.etag() : now.etag(),
                        now.lastModified() == null ? before.lastModified() : now.lastModified()),
                before.digest(),
                head.fetchedAt(),
                totalNanos);
    }
}
