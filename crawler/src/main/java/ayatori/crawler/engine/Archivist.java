package ayatori.crawler.engine;

import ayatori.async.Async;
import ayatori.crawler.archive.ArchiveEncoder;
import ayatori.crawler.archive.Capture;
import ayatori.crawler.archive.EncodedCapture;
import ayatori.crawler.archive.Original;
import ayatori.crawler.archive.Spool;
import ayatori.crawler.fetch.Exchange;
import ayatori.crawler.fetch.FetchException;
import ayatori.crawler.fetch.RobotsFetch;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.read.PageLinks;
import ayatori.crawler.read.Reading;
import ayatori.crawler.record.PageRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes archive records of what one fetch loop captures. */
final class Archivist implements AutoCloseable {
    /** Archives nothing. */
    static final Archivist OFF = new Archivist(null, Spool.IN_MEMORY);

    private static final byte[] OUTLINK = "outlink: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_END = {'\r', '\n'};

    /** Null if the crawl is not archived, or has ended: results of requests that are still under way go nowhere. */
    private @Nullable ArchiveEncoder encoder;

    private final Spool spool;

    /**
     * Archives in a format.
     *
     * @param encoder null if the crawl is not archived
     * @param spool for records that are too large for memory
     */
    Archivist(@Nullable ArchiveEncoder encoder, Spool spool) {
        this.encoder = encoder;
        this.spool = spool;
    }

    /**
     * What was captured of an exchange whose body has been dealt with; null if the crawl is not archived.
     *
     * @param isWhole whether the rest of the body is wanted
     */
    @Nullable Capture capture(Exchange exchange, boolean isWhole) throws FetchException {
        return encoder == null ? null : exchange.capture(isWhole);
    }

    /**
     * A page's result with its records for the archive, if it has a capture and is not tried again. Waits if the capture is
     * large.
     *
     * @param capture null for none
     * @param notModified the capture that the server said is still valid; null if it did not
     */
    Result.Fetched archived(
            Result.Fetched result,
            @Nullable Capture capture,
            @Nullable Original notModified,
            PageRecord record,
            Reading reading)
            throws Exception {
        if (capture == null) {
            return result;
        }
        if (!result.isFinal()) {
            capture.close();
            return result;
        }
        byte[] facts = facts(record, reading.pageLinks()); // now, since the links do not outlast a wait
        return result.with(encode(capture, notModified, facts));
    }

    /** A robots.txt's result with its records for the archive. */
    Result.Robots archived(Output.FetchRobots command, RobotsFetch robots) throws Exception {
        Capture capture = robots.capture();
        return new Result.Robots(command, robots, capture == null ? null : encode(capture, null, new byte[0]));
    }

    /** A large capture is read and compressed in another thread. A failure ends the crawl only if the capture counts. */
    private @Nullable EncodedCapture encode(Capture capture, @Nullable Original notModified, byte[] facts)
            throws Exception {
        ArchiveEncoder to = encoder;
        try (capture) {
            IOException failure = capture.wire().failure();
            if (failure != null) {
                throw failure;
            }
            if (to == null) {
                return null;
            }
            return capture.wire().answer().isLarge()
                    ? Async.toThread(() -> sealed(to, capture, notModified, facts))
                    : sealed(to, capture, notModified, facts);
        } catch (IOException e) {
            return EncodedCapture.failed(capture.url(), capture.at(), e);
        }
    }

    private EncodedCapture sealed(ArchiveEncoder to, Capture capture, @Nullable Original notModified, byte[] facts)
            throws IOException {
        EncodedCapture encoded = to.encode(capture, notModified, facts, spool);
        try {
            encoded.records().seal();
            return encoded;
        } catch (IOException e) {
            encoded.close();
            throw e;
        }
    }

    /** What a page's record knows besides the bytes: where it was found, how long it took, where it leads. */
    private static byte[] facts(PageRecord record, PageLinks links) {
        var lines = new ByteArrayOutputStream(256 + links.count() * 80);
        String referrer = record.request().referrer();
        if (referrer != null) {
            line(lines, "via: " + referrer);
        }
        line(lines, "hopsFromSeed: " + "L".repeat(Math.min(record.request().depth(), 100)));
        line(lines, "fetchTimeMs: " + record.response().totalNanos() / 1_000_000);
        String redirectTo = record.redirectTo();
        if (redirectTo != null) {
            line(lines, "outlink: " + redirectTo);
        }
        for (int i = 0; i < links.count(); i++) {
            lines.writeBytes(OUTLINK);
            lines.write(links.bytes(), links.start(i), links.end(i) - links.start(i));
            lines.writeBytes(LINE_END);
        }
        return lines.toByteArray();
    }

    private static void line(ByteArrayOutputStream lines, String line) {
        lines.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        lines.writeBytes(LINE_END);
    }

    @Override
    public void close() {
        ArchiveEncoder closing = encoder;
        encoder = null;
        if (closing != null) {
            closing.close();
        }
    }
}
