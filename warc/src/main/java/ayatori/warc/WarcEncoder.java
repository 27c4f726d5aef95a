package ayatori.warc;

import ayatori.crawler.CrawlArchive;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.archive.ArchiveEncoder;
import ayatori.crawler.archive.Capture;
import ayatori.crawler.archive.EncodedCapture;
import ayatori.crawler.archive.Original;
import ayatori.crawler.archive.Spool;
import ayatori.crawler.archive.SpooledBytes;
import ayatori.crawler.archive.WireCapture;
import ayatori.crawler.folder.Manifest;
import ayatori.web.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.MessageVersion;
import org.netpreserve.jwarc.WarcCaptureRecord;
import org.netpreserve.jwarc.WarcDigest;
import org.netpreserve.jwarc.WarcMetadata;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcRequest;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import org.netpreserve.jwarc.WarcTruncationReason;
import org.netpreserve.jwarc.Warcinfo;

/**
 * Makes WARC records of captures: {@code response} or {@code revisit}, {@code request}, {@code metadata}, in this order, each
 * compressed by itself.
 */
final class WarcEncoder implements ArchiveEncoder {
    private static final byte[] RECORD_END = {'\r', '\n', '\r', '\n'};

    /** The most bytes of an answer's head. */
    private static final int HEAD_BYTES_MAX = 1 << 20;

    private static final String SHA1 = "sha1";

    private final CrawlOptions options;
    private final CrawlArchive archive;
    private final String machine;

    /** For {@code .warc.zst}; null for none. */
    private final byte @Nullable [] dictionary;

    /** For what is encoded on the loop. */
    private final RecordOutput output;

    WarcEncoder(CrawlOptions options, String machine, byte @Nullable [] dictionary) {
        this.dictionary = dictionary;
        this.options = options;
        this.archive = options.output().archive();
        this.machine = machine;
        this.output = newOutput();
    }

    private RecordOutput newOutput() {
        return archive.zstd() ? new ZstdOutput(dictionary) : new GzipOutput();
    }

    @Override
    public String suffix() {
        return archive.zstd() ? ".warc.zst" : ".warc.gz";
    }

    // ---- warcinfo

    @Override
    public byte[] opening(String name, Instant at) throws IOException {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        fields.put("software", List.of("Ayatori"));
        fields.put("format", List.of("WARC File Format 1.1"));
        fields.put(
                "conformsTo",
                List.of("http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"));
        fields.put("robots", List.of(options.pace().robots() ? "obey" : "ignore"));
        fields.put("hostname", List.of(machine));
        fields.put("http-header-user-agent", List.of(options.access().userAgent()));
        String operator = archive.operator();
        if (operator != null) {
            fields.put("operator", List.of(operator));
        }
        fields.put("options", List.of(Manifest.json(options)));
        byte[] block = text(fields);
        var record = new Warcinfo.Builder()
                .version(MessageVersion.WARC_1_1)
                .date(time(at))
                .filename(name)
                .blockDigest(digest(block));
        byte[] info = one(header(record, MediaType.WARC_FIELDS, block.length), block, output);
        return dictionary == null ? info : ZstdOutput.withDictionary(dictionary, info);
    }

    /** Fields one a line, in their order. */
    private static byte[] text(Map<String, List<String>> fields) {
        var lines = new StringBuilder();
        fields.forEach((name, values) -> values.forEach(
                value -> lines.append(name).append(": ").append(oneLine(value)).append("\r\n")));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String oneLine(String value) {
        return value.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    // ---- captures

    @Override
    public EncodedCapture encode(Capture capture, @Nullable Original notModified, byte[] facts, Spool spool)
            throws IOException {
        WireCapture wire = capture.wire();
        if (!wire.answer().isLarge()) {
            return encode(capture, notModified, facts, spool, output);
        }
        try (RecordOutput own = newOutput()) {
            return encode(capture, notModified, facts, spool, own);
        }
    }

    private EncodedCapture encode(
            Capture capture, @Nullable Original notModified, byte[] facts, Spool spool, RecordOutput to)
            throws IOException {
        WireCapture wire = capture.wire();
        WireCapture.Digests digests = wire.digests();
        UUID id = UUID.randomUUID();
        byte[] head = head(wire.answer());
        byte[] others = others(capture, id, facts, to);
        var records = new SpooledBytes(spool);
        try {
            if (notModified != null) {
                records.write(revisit(capture, id, head, notModified, WarcRevisit.SERVER_NOT_MODIFIED_1_1, null, to));
            } else {
                response(capture, id, digests, records, to);
            }
            records.write(others);
        } catch (IOException e) {
            records.close();
            throw e;
        }
        boolean isKnowable =
                notModified == null && !wire.isCut() && capture.truncated() == null && wire.payloadLength() > 0;
        return new EncodedCapture(
                capture.url(),
                time(capture.at()),
                records,
                isKnowable ? digests.payload() : null,
                isKnowable ? original -> repeated(capture, id, head, original, digests, others) : null,
                null);
    }

    /** The records of a capture whose body is archived already. Called on the loop that writes, with its own encoder's output. */
    private byte[] repeated(
            Capture capture, UUID id, byte[] head, Original original, WireCapture.Digests digests, byte[] others)
            throws IOException {
        var records = new ByteArrayOutputStream();
        try (RecordOutput to = newOutput()) {
            records.writeBytes(revisit(
                    capture, id, head, original, WarcRevisit.IDENTICAL_PAYLOAD_DIGEST_1_1, digests.payload(), to));
        }
        records.writeBytes(others);
        return records.toByteArray();
    }

    private void response(Capture capture, UUID id, WireCapture.Digests digests, SpooledBytes records, RecordOutput to)
            throws IOException {
        WireCapture wire = capture.wire();
        WarcResponse.Builder record = captured(new WarcResponse.Builder(capture.url()), capture, id)
                .blockDigest(new WarcDigest(SHA1, digests.block()));
        if (!wire.isCut()) {
            record.payloadDigest(new WarcDigest(SHA1, digests.payload()));
        }
        String truncated = capture.truncated();
        if (truncated != null) {
            record.truncated(WarcTruncationReason.valueOf(truncated.toUpperCase(Locale.ROOT)));
        }
        byte[] header = header(record, MediaType.HTTP_RESPONSE, wire.answer().length());
        to.begin(records);
        to.write(header, 0, header.length);
        wire.answer().to((bytes, count) -> to.write(bytes, 0, count));
        to.write(RECORD_END, 0, RECORD_END.length);
        to.end();
    }

    private byte[] revisit(
            Capture capture,
            UUID id,
            byte[] head,
            Original original,
            URI profile,
            byte @Nullable [] payload,
            RecordOutput to)
            throws IOException {
        WarcRevisit.Builder record = captured(new WarcRevisit.Builder(capture.url(), profile), capture, id)
                .setHeader("WARC-Refers-To-Target-URI", original.url())
                .setHeader("WARC-Refers-To-Date", time(original.at()).toString())
                .blockDigest(digest(head));
        if (payload != null) {
            record.payloadDigest(new WarcDigest(SHA1, payload));
        }
        return one(header(record, MediaType.HTTP_RESPONSE, head.length), head, to);
    }

    /** The request, and what else is known. */
    private byte[] others(Capture capture, UUID id, byte[] facts, RecordOutput to) throws IOException {
        byte[] request = capture.wire().request();
        byte[] shown = archive.keepSecrets() ? request : Secrets.without(request);
        WarcRequest.Builder requestRecord = captured(new WarcRequest.Builder(capture.url()), capture, UUID.randomUUID())
                .setHeader("WARC-Concurrent-To", "<urn:uuid:" + id + ">")
                .blockDigest(digest(shown));
        byte[] first = one(header(requestRecord, MediaType.HTTP_REQUEST, shown.length), shown, to);
        if (facts.length == 0) {
            return first;
        }
        WarcMetadata.Builder metadata = new WarcMetadata.Builder()
                .version(MessageVersion.WARC_1_1)
                .date(time(capture.at()))
                .targetURI(capture.url())
                .setHeader("WARC-Concurrent-To", "<urn:uuid:" + id + ">")
                .blockDigest(digest(facts));
        byte[] second = one(header(metadata, MediaType.WARC_FIELDS, facts.length), facts, to);
        var both = new ByteArrayOutputStream(first.length + second.length);
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    private static <B extends WarcCaptureRecord.AbstractBuilder<?, B>> B captured(B record, Capture capture, UUID id) {
        record.version(MessageVersion.WARC_1_1).date(time(capture.at())).recordId(id);
        if (capture.wire().version() == HttpVersion.HTTP_2) {
            record.setHeader("WARC-Protocol", "h2"); // a field that is not in WARC 1.1, but in use
        }
        return capture.address() == null ? record : record.ipAddress(capture.address());
    }

    /** Milliseconds are what most tools read. */
    private static Instant time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }

    private static WarcDigest digest(byte[] block) {
        return new WarcDigest(SHA1, Sha1.of(block));
    }

    private static byte[] header(WarcRecord.AbstractBuilder<?, ?> record, MediaType type, long length) {
        record.body(type, Channels.newChannel(InputStream.nullInputStream()), length);
        return record.build().serializeHeader();
    }

    private static byte[] one(byte[] header, byte[] block, RecordOutput to) throws IOException {
        var record = new ByteArrayOutputStream(256 + (header.length + block.length) / 2);
        to.begin(record);
        to.write(header, 0, header.length);
        to.write(block, 0, block.length);
        to.write(RECORD_END, 0, RECORD_END.length);
        to.end();
        return record.toByteArray();
    }

    /** The head of an answer, with the empty line at its end. */
    private static byte[] head(SpooledBytes answer) throws IOException {
        byte[] first = answer.first(HEAD_BYTES_MAX);
        int lineStart = 0;
        for (int i = 0; i < first.length; i++) {
            if (first[i] == '\n') {
                boolean isEmpty = i == lineStart || (i == lineStart + 1 && first[lineStart] == '\r');
                if (isEmpty) {
                    return Arrays.copyOf(first, i + 1);
                }
                lineStart = i + 1;
            }
        }
        return first;
    }

    @Override
    public void close() {
        output.close();
    }
}
