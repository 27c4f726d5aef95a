package ayatori.crawler.engine;

import ayatori.async.Async;
import ayatori.crawler.archive.ArchiveEncoder;
import ayatori.crawler.archive.Capture;
import ayatori.crawler.archive.EncodedCapture;
import ayatori.crawler.archive.Original;
import ayatori.crawler.archive.Spool;
import ayatori.crawler.read.PageLinks;
import ayatori.crawler.record.PageRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes archive records of what was captured, on one fetch loop. */
record Archivist(ArchiveEncoder encoder, Spool spool) implements AutoCloseable {
    private static final byte[] OUTLINK = "outlink: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_END = {'\r', '\n'};

    /**
     * Makes the records of a capture. A large one is read and compressed in another thread meanwhile. A failure is part of
     * the result, because it ends the crawl only if the capture counts.
     *
     * @param notModified the capture that the server said is still valid; null if it did not
     * @param facts of {@link #facts}
     */
    EncodedCapture encode(Capture capture, @Nullable Original notModified, byte[] facts) throws Exception {
        try (capture) {
            IOException failure = capture.wire().failure();
            if (failure != null) {
                throw failure;
            }
            return capture.wire().answer().isLarge()
                    ? Async.toThread(() -> encoder.encode(capture, notModified, facts, spool))
                    : encoder.encode(capture, notModified, facts, spool);
        } catch (IOException e) {
            return EncodedCapture.failed(capture.url(), capture.at(), e);
        }
    }

    /** What a page's record knows besides the bytes: where it was found, how long it took, where it leads. */
    static byte[] facts(PageRecord record, PageLinks links) {
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
        encoder.close();
    }
}
