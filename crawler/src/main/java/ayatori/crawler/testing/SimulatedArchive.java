package ayatori.crawler.testing;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.archive.ArchiveEncoder;
import ayatori.crawler.archive.ArchiveFormat;
import ayatori.crawler.archive.ArchiveReader;
import ayatori.crawler.archive.Capture;
import ayatori.crawler.archive.EncodedCapture;
import ayatori.crawler.archive.Original;
import ayatori.crawler.archive.Spool;
import ayatori.crawler.archive.SpooledBytes;
import ayatori.web.url.CanonicalForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A format of archives with a line for each record: {@code file NAME}, {@code page URL}, or {@code same URL ORIGINAL}. */
final class SimulatedArchive implements ArchiveFormat {
    @Override
    public ArchiveEncoder encoder(CrawlOptions options) {
        return new Encoder();
    }

    @Override
    public String machine() {
        return "simulated";
    }

    @Override
    public void known(Path archive, Known known) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ArchiveReader open(List<Path> archives, CanonicalForm form) {
        throw new UnsupportedOperationException();
    }

    private static final class Encoder implements ArchiveEncoder {
        @Override
        public String suffix() {
            return ".lines";
        }

        @Override
        public byte[] opening(String name, Instant at) {
            return line("file " + name);
        }

        @Override
        public EncodedCapture encode(Capture capture, @Nullable Original notModified, byte[] facts, Spool spool)
                throws IOException {
            var records = new SpooledBytes(spool);
            records.write(line("page " + capture.url()));
            byte[] payload = capture.wire().payloadLength() == 0
                    ? null
                    : capture.wire().digests().payload();
            return new EncodedCapture(
                    capture.url(),
                    capture.at(),
                    records,
                    payload,
                    original -> line("same " + capture.url() + " " + original.url()),
                    null);
        }

        private static byte[] line(String text) {
            return (text + "\n").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
