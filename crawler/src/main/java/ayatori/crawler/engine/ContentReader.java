package ayatori.crawler.engine;

import ayatori.async.EventLoop;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Handling;
import ayatori.crawler.extract.DocumentText;
import ayatori.crawler.extract.Extracted;
import ayatori.crawler.extract.Extraction;
import ayatori.crawler.extract.ParsedPage;
import ayatori.crawler.extract.TextExtractor;
import ayatori.crawler.fetch.Answer;
import ayatori.crawler.fetch.Head;
import ayatori.crawler.folder.RecordedPage;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.read.PageReader;
import ayatori.crawler.read.Reading;
import ayatori.web.mime.MimeType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes content out of the pages of a crawl that asks for it. A page whose content cannot be read costs only the content. */
final class ContentReader {
    private static final String PDF = "application/pdf";
    private static final Logger LOG = LoggerFactory.getLogger(ContentReader.class);

    /** The loop stands still meanwhile. Nearly all pages take less than a thousandth of it. */
    private static final long NANOS_MAX = 2_000_000_000;

    private final Extraction extraction;
    private final EventLoop loop;
    private final @Nullable DocumentThreads documents;

    /** A reader for one loop. */
    ContentReader(Extraction extraction, EventLoop loop, CrawlOptions options) {
        this.extraction = extraction;
        this.documents = options.content().pdf() ? new DocumentThreads(loop) : null;
        this.loop = loop;
    }

    /**
     * What a crawl takes out of its pages, compiled; null for nothing.
     *
     * @throws CrawlException if there are to be items, and no place for them
     */
    static @Nullable Extraction extraction(CrawlOptions options, Handling handling) throws CrawlException {
        Extraction extraction = options.content().extraction();
        boolean canWriteItems = options.output().out() != null || handling.items() != null;
        if (extraction != null && extraction.hasItems() && !canWriteItems) {
            throw new CrawlException(
                    "There is no place for the items of the rules: give the crawl an output folder, or a"
                            + " sink by writeItemsTo.");
        }
        if (options.content().pdf() && TextExtractor.all().stream().noneMatch(found -> found.reads(PDF))) {
            throw new CrawlException(
                    "PDFs are to be read, but the class path has no module that reads them: add ayatori-pdf.");
        }
        return extraction;
    }

    /** Reads an answer: a document in a thread of its own, everything else as usual. */
    Reading reading(PageReader reader, Output.Fetch fetch, Answer answer) throws Exception {
        DocumentText text = documents == null ? null : documents.read(answer);
        return text == null ? reader.read(fetch, answer) : reader.readDocument(fetch, answer, text);
    }

    /** What the page says; null if it was not answered with success, is no text, or no rule is about it. */
    @Nullable Extracted read(Output.Fetch fetch, Head head, Reading reading) {
        boolean hasProblem = reading instanceof Reading.DocumentReading document
                && document.text().problem() != null;
        if (!head.isSuccess() || !(hasProblem || extraction.isAbout(fetch.url()))) {
            return null;
        }
        try {
            ParsedPage page = page(fetch.url(), head, reading);
            if (page == null) {
                return null;
            }
            page.endWhen(deadline());
            return extraction.extract(page, head.headers());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.error("the content of {} could not be read", fetch.url(), e);
            String why = e instanceof OutOfMemoryError ? "it takes more memory than there is" : e.toString();
            return new Extracted(
                    null, List.of(), null, null, List.of(), List.of(), "The content could not be read: " + why + ".");
        }
    }

    /** What the crawl before recorded of a page that was not modified since. */
    @Nullable Extracted carried(Output.Fetch fetch, RecordedPage before) {
        return extraction.isAbout(fetch.url())
                ? extraction.carried(fetch.url(), before.fields(), before.metadata(), before.pageText())
                : null;
    }

    /** True when selectors have had their time, which begins when it is asked first: parsing takes time in proportion. */
    private BooleanSupplier deadline() {
        var end = new long[1];
        return () -> {
            long now = loop.nanoTime();
            end[0] = end[0] == 0 ? now + NANOS_MAX : end[0];
            return now - end[0] > 0;
        };
    }

    private static @Nullable ParsedPage page(String url, Head head, Reading reading) {
        MimeType type = MimeType.ofContentType(head.contentType());
        boolean isXml = type != null && type.isXml();
        return switch (reading) {
            case Reading.HtmlReading html ->
                new ParsedPage(
                        url, html.body(), StandardCharsets.UTF_8, isXml ? ParsedPage.Kind.XML : ParsedPage.Kind.HTML);
            case Reading.TextReading text ->
                new ParsedPage(
                        url,
                        text.body(),
                        text.encoding().charset(),
                        isXml ? ParsedPage.Kind.XML : ParsedPage.Kind.TEXT);
            case Reading.FeedReading feed ->
                new ParsedPage(url, feed.body(), feed.encoding().charset(), ParsedPage.Kind.XML);
            case Reading.DocumentReading document -> ParsedPage.document(url, document.text());
            case Reading.OpaqueReading _,
                    Reading.RefreshedReading _,
                    Reading.RedirectReading _,
                    Reading.SitemapReading _,
                    Reading.CarriedReading _,
                    Reading.FailedReading _ -> null;
        };
    }
}
