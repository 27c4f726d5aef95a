package ayatori.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A WARC file that a test writes: one gzip member for each record, as tools do. */
public final class SampleWarc {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int records;

    /** A response with a header line or none, and a text. */
    public SampleWarc response(String url, String date, int status, String contentType, String body) {
        return response(url, date, status, "Content-Type: " + contentType + "\r\n", body.getBytes(UTF_8));
    }

    /** A response with header lines and a body. */
    public SampleWarc response(String url, String date, int status, String headers, byte[] body) {
        var block = new ByteArrayOutputStream();
        block.writeBytes(("HTTP/1.1 " + status + " X\r\n" + headers + "\r\n").getBytes(UTF_8));
        block.writeBytes(body);
        return record("response", url, date, "application/http;msgtype=response", "", block.toByteArray());
    }

    /** The usual page. */
    public SampleWarc page(String url, String date, String html) {
        return response(url, date, 200, "text/html; charset=utf-8", html);
    }

    /** The request of a response beside it. */
    public SampleWarc request(String url, String date, String method) {
        return record(
                "request",
                url,
                date,
                "application/http;msgtype=request",
                "",
                (method + " /x HTTP/1.1\r\nHost: example.org\r\n\r\n").getBytes(UTF_8));
    }

    /** A revisit of what another URL had. */
    public SampleWarc revisit(String url, String date, String ofUrl, String ofDate) {
        return record(
                "revisit",
                url,
                date,
                "application/http;msgtype=response",
                "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\nWARC-Refers-To-Target-URI: "
                        + ofUrl + "\r\nWARC-Refers-To-Date: " + ofDate + "\r\n",
                "HTTP/1.1 200 X\r\nContent-Type: text/plain\r\nX-Own: yes\r\n\r\n".getBytes(UTF_8));
    }

    private SampleWarc record(String type, String url, String date, String blockType, String more, byte[] block) {
        var record = new ByteArrayOutputStream();
        record.writeBytes(("WARC/1.1\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url + "\r\nWARC-Date: " + date
                        + "\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\n".formatted(records++) + more
                        + "Content-Type: " + blockType + "\r\nContent-Length: " + block.length + "\r\n\r\n")
                .getBytes(UTF_8));
        record.writeBytes(block);
        record.writeBytes("\r\n\r\n".getBytes(UTF_8));
        try (var gzip = new GZIPOutputStream(bytes)) {
            record.writeTo(gzip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The bytes of the file. */
    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Writes the file. */
    public Path to(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes());
    }
}
