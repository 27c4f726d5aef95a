package ayatori.web.mime;

import java.util.List;
import java.util.Objects;

/**
 * Finds the MIME type of a body that came without one, as the <a
 * href="https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type">MIME Sniffing Standard</a> (section 7.1)
 * does. Its types of images, sound, video and archives are one here, {@link MimeType#BINARY}.
 *
 * <p>It goes beyond the standard where a page would be lost: any tag or comment at the start is HTML, even after a byte order mark.
 */
public final class MimeSniffer {
    /** The bytes at the start that decide: the standard's resource header. */
    private static final int HEADER_BYTES_MAX = 1_445;

    /** The beginnings of files that are neither markup nor, in their first bytes, binary. */
    private static final List<String> BINARY_SIGNATURES = List.of("%PDF-", "%!PS-Adobe-", "GIF87a", "GIF89a");

    private MimeSniffer() {}

    /**
     * The MIME type of the body in {@code body[offset..offset + length)}: {@link MimeType#HTML}, {@link MimeType#XML}, {@link
     * MimeType#PLAIN_TEXT} or {@link MimeType#BINARY}.
     *
     * @throws IndexOutOfBoundsException if that is not a range of {@code body}
     */
    public static MimeType sniff(byte[] body, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, body.length);
        int end = offset + Math.min(length, HEADER_BYTES_MAX);
        if (startsWith(body, offset, end, "\u00FE\u00FF") || startsWith(body, offset, end, "\u00FF\u00FE")) {
            return MimeType.PLAIN_TEXT;
        }
        boolean hasMark = startsWith(body, offset, end, "\u00EF\u00BB\u00BF");
        int start = hasMark ? offset + 3 : offset;
        int first = start;
        while (first < end && isWhitespace(body[first])) {
            first++;
        }
        if (startsWith(body, first, end, "<?xml")) {
            return MimeType.XML;
        }
        if (isMarkup(body, first, end)) {
            return MimeType.HTML;
        }
        for (String signature : BINARY_SIGNATURES) {
            if (startsWith(body, start, end, signature)) {
                return MimeType.BINARY;
            }
        }
        return !hasMark && hasBinaryByte(body, start, end) ? MimeType.BINARY : MimeType.PLAIN_TEXT;
    }

    private static boolean isMarkup(byte[] body, int first, int end) {
        if (first + 1 >= end || body[first] != '<') {
            return false;
        }
        int lower = body[first + 1] | 0x20;
        return body[first + 1] == '!' || (lower >= 'a' && lower <= 'z');
    }

    private static boolean isWhitespace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\f' || b == '\r';
    }

    /** A control character that text does not hold (section 3). */
    private static boolean hasBinaryByte(byte[] body, int start, int end) {
        for (int i = start; i < end; i++) {
            byte b = body[i];
            if (b >= 0 && (b <= 0x08 || b == 0x0B || (b >= 0x0E && b <= 0x1A) || (b >= 0x1C && b <= 0x1F))) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] body, int start, int end, String latin1) {
        if (end - start < latin1.length()) {
            return false;
        }
        for (int i = 0; i < latin1.length(); i++) {
            if ((body[start + i] & 0xFF) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
