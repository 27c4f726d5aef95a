package ayatori.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ayatori.warc.ZstdWarc;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Rewrites a WARC file compressed by zstd as one compressed by gzip, record by record, each byte for byte. */
final class Recompression {
    private static final Pattern LENGTH =
            Pattern.compile("\\r\\nContent-Length:[ \\t]*([0-9]{1,18})[ \\t]*\\r\\n", Pattern.CASE_INSENSITIVE);
    private static final int HEAD_BYTES_MAX = 1 << 20;
    private static final int TRAILER_BYTES = 4;

    private Recompression() {}

    /** Rewrites a file. What follows its last whole record is left out. */
    static void zstdToGzip(Path from, Path to) throws IOException {
        try (InputStream in = new BufferedInputStream(ZstdWarc.open(from), 64 << 10);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 64 << 10)) {
            for (byte[] head = head(in); head != null; head = head(in)) {
                Matcher length = LENGTH.matcher(new String(head, ISO_8859_1));
                if (!length.find()) {
                    return; // a damaged record
                }
                // The member is written even if the record turns out to be cut short: the reader of the file tells.
                var member = new GZIPOutputStream(out, 8 << 10);
                member.write(head);
                copy(in, member, Long.parseLong(length.group(1)) + TRAILER_BYTES);
                member.finish();
            }
        } catch (EOFException e) {
            // The file is cut short. So is the other one.
        }
    }

    /** The head of the next record, with the empty line; null at the end. */
    private static byte @Nullable [] head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        int ends = 0;
        for (int b = in.read(); b >= 0 && head.size() < HEAD_BYTES_MAX; b = in.read()) {
            head.write(b);
            ends = b == '\n' ? ends + 1 : b == '\r' ? ends : 0;
            if (ends == 2) {
                return head.toByteArray();
            }
        }
        return null;
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[32 << 10];
        for (long left = length; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException();
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }
}
