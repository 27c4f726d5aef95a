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
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes WARC records of captures: {@code response} or {@code revisit}, {@code request}, {@code metadata}, in this order, each
 * compressed by itself.
 */
final class WarcEncoder implements ArchiveEncoder {
    private static final byte[] RECORD_END = {'\r', '\n', '\r', '\n'};

    /** The most bytes of an answer's head. */
    private static final int HEAD_BYTES_MAX = 1 << 20;

    private static final String IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
    private static final String NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";

    private final CrawlOptions options;
    private final CrawlArchive archive;
    private final String machine;

    /** For {@code .warc.zst}; null for none. */
    private final byte @Nullable [] dictionary;

    private final RecordIds ids = new RecordIds();

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
        byte[] head = new RecordHead("warcinfo", ids.next(), at)
                .with("WARC-Filename", name)
                .withDigest("WARC-Block-Digest", Sha1.of(block))
                .end(RecordHead.WARC_FIELDS, block.length);
        byte[] info = one(head, block, output);
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
        UUID id = ids.next();
        byte[] head = head(wire.answer());
        byte[] others = others(capture, id, facts, to);
        var records = new SpooledBytes(spool);
        try {
            if (notModified != null) {
                records.write(revisit(capture, id, head, notModified, NOT_MODIFIED, null, to));
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
                RecordHead.time(capture.at()),
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
            records.writeBytes(revisit(capture, id, head, original, IDENTICAL, digests.payload(), to));
        }
        records.writeBytes(others);
        return records.toByteArray();
    }

    private void response(Capture capture, UUID id, WireCapture.Digests digests, SpooledBytes records, RecordOutput to)
            throws IOException {
        WireCapture wire = capture.wire();
        RecordHead head = captured("response", capture, id);
        byte[] block = digests.block();
        if (block != null) {
            head.withDigest("WARC-Block-Digest", block);
        }
        String truncated = capture.truncated();
        if (truncated == null) {
            head.withDigest("WARC-Payload-Digest", digests.payload());
        }
        if (truncated != null) {
            head.with("WARC-Truncated", truncated);
        }
        String type = capture.hasHead() ? RecordHead.HTTP_RESPONSE : RecordHead.OCTETS;
        byte[] header = head.end(type, wire.answer().length());
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
            String profile,
            byte @Nullable [] payload,
            RecordOutput to)
            throws IOException {
        RecordHead record = captured("revisit", capture, id)
                .with("WARC-Profile", profile)
                .with("WARC-Refers-To-Target-URI", original.url())
                .with("WARC-Refers-To-Date", RecordHead.time(original.at()).toString())
                .withDigest("WARC-Block-Digest", Sha1.of(head));
        if (payload != null) {
            record.withDigest("WARC-Payload-Digest", payload);
        }
        return one(record.end(RecordHead.HTTP_RESPONSE, head.length), head, to);
    }

    /** The request, and what else is known. */
    private byte[] others(Capture capture, UUID id, byte[] facts, RecordOutput to) throws IOException {
        byte[] request = capture.wire().request();
        byte[] shown = archive.keepSecrets() ? request : Secrets.without(request);
        byte[] requestHead = captured("request", capture, ids.next())
                .with("WARC-Concurrent-To", RecordHead.id(id))
                .withDigest("WARC-Block-Digest", Sha1.of(shown))
                .end(RecordHead.HTTP_REQUEST, shown.length);
        byte[] first = one(requestHead, shown, to);
        if (facts.length == 0) {
            return first;
        }
        byte[] factsHead = new RecordHead("metadata", ids.next(), capture.at())
                .with("WARC-Target-URI", capture.url())
                .with("WARC-Concurrent-To", RecordHead.id(id))
                .withDigest("WARC-Block-Digest", Sha1.of(facts))
                .end(RecordHead.WARC_FIELDS, facts.length);
        byte[] second = one(factsHead, facts, to);
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static RecordHead captured(String type, Capture capture, UUID id) {
        RecordHead head = new RecordHead(type, id, capture.at()).with("WARC-Target-URI", capture.url());
        InetAddress address = capture.address();
        if (address != null) {
            head.with("WARC-IP-Address", address.getHostAddress());
        }
        if (capture.wire().version() == HttpVersion.HTTP_2) {
            head.with("WARC-Protocol", "h2"); // a field that is not in WARC 1.1, but in use
        }
        return head;
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
