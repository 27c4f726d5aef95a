package ayatori.archive;

import ayatori.archive.index.Capture;
import ayatori.crawler.folder.CrawlReader;
import ayatori.export.folder.BodySource;
import ayatori.export.table.ExportException;
import ayatori.web.charset.CharsetSniffer;
import ayatori.web.charset.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of a crawl's pages from its archive. */
public final class ArchivedBodies implements BodySource {
    /** The rest of a larger page is left out. */
    private static final int BYTES_MAX = 64 << 20;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Created by the {@link java.util.ServiceLoader}. */
    public ArchivedBodies() {}

    @Override
    public @Nullable Bodies open(CrawlReader crawl) throws ExportException {
        if (!Files.isDirectory(crawl.folder().resolve("archive"))) {
            return null;
        }
        try {
            return new Opened(Archive.open(crawl.folder(), false));
        } catch (ArchiveException e) {
            throw new ExportException(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    private record Opened(Archive archive) implements Bodies {
        @Override
        public byte @Nullable [] html(String url, Instant fetchedAt) throws IOException {
            Capture capture = archive.index().closest(url, fetchedAt, "GET");
            if (capture == null || !capture.url().equals(url)) {
                return null;
            }
            try (ArchivedAnswer answer = archive.read(capture)) {
                return declared(
                        answer.body().readNBytes(BYTES_MAX),
                        answer.header("Content-Type").orElse(null));
            }
        }

        @Override
        public void close() throws IOException {
            archive.close();
        }
    }

    private static byte[] declared(byte[] body, @Nullable String contentType) {
        Encoding encoding =
                CharsetSniffer.sniff(body, 0, body.length, contentType).encoding();
        if (CharsetSniffer.sniff(body, 0, body.length, null).encoding().equals(encoding)) {
            return body;
        }
        byte[] utf8 = CharsetSniffer.toUtf8(body, 0, body.length, encoding.charset());
        byte[] marked = new byte[BYTE_ORDER_MARK.length + utf8.length];
        System.arraycopy(BYTE_ORDER_MARK, 0, marked, 0, BYTE_ORDER_MARK.length);
        System.arraycopy(utf8, 0, marked, BYTE_ORDER_MARK.length, utf8.length);
        return marked;
    }
}
