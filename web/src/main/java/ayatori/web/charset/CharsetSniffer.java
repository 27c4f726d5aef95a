package ayatori.web.charset;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the encoding of an HTML page, by the HTML standard's <a
 * href="https://html.spec.whatwg.org/multipage/parsing.html#encoding-sniffing-algorithm">encoding sniffing algorithm</a>
 * (13.2.3.2). Only if nothing is declared, the bytes decide: valid UTF-8 is UTF-8, and otherwise a detector guesses. It guesses
 * the same for the same bytes, and never an encoding that reads ASCII as anything else.
 *
 * {@snippet :
 * // given: byte[] body
 * CharsetSniffer.Result result = CharsetSniffer.sniff(body, 0, body.length, "text/html; charset=Shift_JIS");
 * byte[] utf8 = result.encoding().isUtf8()
 *         ? body
 *         : CharsetSniffer.toUtf8(body, 0, body.length, result.encoding().charset());
 * }
 */
public final class CharsetSniffer {
    /** How far into a page the standard looks for a {@code meta}, in bytes. */
    private static final int PRESCAN_BYTES = 1024;

    private CharsetSniffer() {}

    /**
     * An encoding, and where it comes from.
     *
     * @param encoding never null; the default if nothing else was found
     * @param source where it comes from
     */
    public record Result(Encoding encoding, Source source) {}

    /** Where an encoding comes from, the most trusted source first. */
    public enum Source {
        /** A byte order mark. */
        BOM,
        /** The {@code charset} of the HTTP header. */
        HTTP,
        /** A {@code meta} or an XML declaration in the first 1,024 bytes. */
        META,
        /** A {@code meta} after those, which browsers use too. */
        LATE_META,
        /** Nothing is declared, but the bytes are valid UTF-8. */
        VALID_UTF_8,
        /** Nothing is declared; the detector's guess. */
        DETECTED,
        /** Nothing is declared and nothing was guessed; windows-1252, as in browsers. */
        DEFAULT
    }

    /**
     * Finds the encoding of the page in {@code body[offset..offset + length)}.
     *
     * @param contentType the value of the {@code Content-Type} header, or null if there was none
     * @throws IndexOutOfBoundsException if that is not a range of {@code body}
     */
    public static Result sniff(byte[] body, int offset, int length, @Nullable String contentType) {
        Objects.checkFromIndexSize(offset, length, body.length);
        int end = offset + length;
        Encoding bom = byteOrderMark(body, offset, end);
        if (bom != null) {
            return new Result(bom, Source.BOM);
        }
        String label = contentType == null ? null : ContentTypeHeader.charset(contentType);
        Encoding http = label == null ? null : Encoding.forLabel(label);
        if (http != null) {
            return new Result(http, Source.HTTP);
        }
        Encoding meta = MetaPrescan.prescan(body, offset, Math.min(end, offset + PRESCAN_BYTES));
        if (meta != null) {
            return new Result(meta, Source.META);
        }
        Encoding lateMeta = length > PRESCAN_BYTES ? MetaPrescan.prescan(body, offset, end) : null;
        if (lateMeta != null) {
            return new Result(lateMeta, Source.LATE_META);
        }
        if (Utf8.isValid(body, offset, end)) {
            return new Result(Encoding.UTF_8, Source.VALID_UTF_8);
        }
        Encoding detected = EncodingDetector.detect(body, offset, end);
        return detected == null
                ? new Result(Encoding.WINDOWS_1252, Source.DEFAULT)
                : new Result(detected, Source.DETECTED);
    }

    /**
     * Transcodes {@code body[offset..offset + length)} to UTF-8 in a new array, as the Encoding Standard decodes it: a byte
     * order mark of the charset is dropped, and every error becomes U+FFFD.
     *
     * @param charset an {@link Encoding#charset}; Java's charset of an encoding that the standard has is taken for the
     *     standard's, and any other one decodes as Java does
     * @throws IndexOutOfBoundsException if that is not a range of {@code body}
     */
    public static byte[] toUtf8(byte[] body, int offset, int length, Charset charset) {
        Objects.checkFromIndexSize(offset, length, body.length);
        Encoding encoding = Encoding.of(charset);
        if (encoding == null) {
            return new String(body, offset, length, charset).getBytes(StandardCharsets.UTF_8);
        }
        int mark = encoding.equals(byteOrderMark(body, offset, offset + length)) ? encoding.byteOrderMarkLength() : 0;
        return encoding.toUtf8(body, offset + mark, length - mark);
    }

    /**
     * Finds out whether a text that is no page, and is UTF-8 otherwise, is in UTF-16: by its byte order mark, or by the zeros
     * beside its first two characters, which are ASCII in files of rules and of URLs.
     *
     * @param start the beginning of the text
     * @return null if it is not
     */
    public static @Nullable Encoding utf16(byte[] start) {
        if (start.length >= 2 && (start[0] & 0xFF) + (start[1] & 0xFF) == 0xFE + 0xFF) {
            return byteOrderMark(start, 0, 2);
        }
        if (start.length < 4) {
            return null;
        }
        if (start[0] != 0 && start[1] == 0 && start[2] != 0 && start[3] == 0) {
            return Encoding.UTF_16LE;
        }
        return start[0] == 0 && start[1] != 0 && start[2] == 0 && start[3] != 0 ? Encoding.UTF_16BE : null;
    }

    private static @Nullable Encoding byteOrderMark(byte[] body, int start, int end) {
        if (startsWith(body, start, end, 0xEF, 0xBB, 0xBF)) {
            return Encoding.UTF_8;
        }
        if (startsWith(body, start, end, 0xFE, 0xFF)) {
            return Encoding.UTF_16BE;
        }
        return startsWith(body, start, end, 0xFF, 0xFE) ? Encoding.UTF_16LE : null;
    }

    private static boolean startsWith(byte[] body, int start, int end, int... wanted) {
        if (end - start < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if ((body[start + i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
