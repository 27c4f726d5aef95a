package ayatori.warc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.netpreserve.jwarc.HeaderValidator;
import org.netpreserve.jwarc.MessageBody;
import org.netpreserve.jwarc.WarcCaptureRecord;
import org.netpreserve.jwarc.WarcDigest;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcTargetRecord;

/** Reads WARC files by jwarc, and checks them as its validator does. */
final class WarcFiles {
    private WarcFiles() {}

    /**
     * A record as it was read.
     *
     * @param type its type
     * @param url its target; empty if it has none
     * @param headers its header fields
     * @param block its block
     */
    record Read(String type, String url, Map<String, List<String>> headers, byte[] block) {
        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }

        String text() {
            return new String(block, StandardCharsets.ISO_8859_1);
        }
    }

    /** The archive files of a crawl folder, in their order. */
    static List<Path> of(Path crawl) throws IOException {
        try (Stream<Path> files = Files.list(crawl.resolve("archive"))) {
            return files.sorted().toList();
        }
    }

    /** The records of all files of a crawl folder, which must be valid. */
    static List<Read> records(Path crawl) throws Exception {
        List<Read> records = new ArrayList<>();
        for (Path file : of(crawl)) {
            check(file);
            records.addAll(read(file));
        }
        return records;
    }

    static List<Read> read(Path file) throws IOException {
        List<Read> records = new ArrayList<>();
        try (var reader = new WarcReader(FileChannel.open(file))) {
            for (WarcRecord record = reader.next().orElse(null);
                    record != null;
                    record = reader.next().orElse(null)) {
                String url =
                        record instanceof WarcTargetRecord target && target.target() != null ? target.target() : "";
                records.add(new Read(record.type(), url, record.headers().map(), bytes(record.body())));
            }
        }
        return records;
    }

    /** What jwarc's validator checks: header fields, lengths, digests, and that each record is compressed by itself. */
    static void check(Path path) throws Exception {
        List<String> problems = new ArrayList<>();
        HeaderValidator validator = HeaderValidator.warc_1_1(true);
        byte[] file = Files.readAllBytes(path);
        long before = -1;
        try (var reader = new WarcReader(FileChannel.open(path))) {
            reader.onWarning(problems::add);
            reader.calculateBlockDigest();
            for (WarcRecord record = reader.next().orElse(null);
                    record != null;
                    record = reader.next().orElse(null)) {
                if (path.toString().endsWith(".gz")) { // each record is a gzip member
                    assertThat(reader.position()).isGreaterThan(before);
                    before = reader.position();
                    assertThat(file[(int) before]).isEqualTo((byte) 0x1f);
                    assertThat(file[(int) before + 1]).isEqualTo((byte) 0x8b);
                }
                problems.addAll(validator.validate(record.headers()).stream()
                        .filter(problem -> !problem.contains("WARC-Protocol"))
                        .toList());
                if (record instanceof WarcCaptureRecord capture
                        && capture.payload().isPresent()) {
                    var payload = capture.payload().get();
                    if (payload.digest().isPresent()) {
                        WarcDigest expected = payload.digest().get();
                        MessageDigest digest = expected.getDigester();
                        digest.update(bytes(payload.body()));
                        if (!expected.equals(new WarcDigest(digest))) {
                            problems.add("payload digest of " + capture.target());
                        }
                    }
                }
                assertThat(record.calculatedBlockDigest()).isEqualTo(record.blockDigest());
            }
        }
        assertThat(problems).as(path.toString()).isEmpty();
    }

    static byte[] bytes(MessageBody body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        while (body.read(buffer) >= 0) {
            bytes.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return bytes.toByteArray();
    }
}
