package ayatori.web.robots;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The octets of a robots.txt, prepared for a parser that reads UTF-8. */
final class RobotsText {
    private static final byte[] UTF_8_BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int CHUNK_CHARS = 4096;
    private static final String HEX = "0123456789ABCDEF";

    private RobotsText() {}

    /**
     * Drops a UTF-8 byte order mark, even one of which only the first bytes are there, as Google's parser does; and
     * percent-encodes the octets that the parser would not keep.
     *
     * <p>Those are octets that are not UTF-8, which RFC 9309 section 2.2.2 compares with their percent-encoded form like any
     * other, and U+0085, U+2028 and U+2029, which end a line for the parser but not for the RFC.
     */
    static byte[] prepared(byte[] content) {
        int start = 0;
        while (start < UTF_8_BYTE_ORDER_MARK.length
                && start < content.length
                && content[start] == UTF_8_BYTE_ORDER_MARK[start]) {
            start++;
        }
        byte[] text = start == 0 ? content : Arrays.copyOfRange(content, start, content.length);
        return isAscii(text) || isUtf16(text) ? text : percentEncoded(text);
    }

    /** The lines of {@code content} that have their end: what is certain of a file that was cut off. */
    static byte[] wholeLines(byte[] content) {
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n' && content[end - 1] != '\r') {
            end--;
        }
        return Arrays.copyOf(content, end);
    }

    private static boolean isAscii(byte[] text) {
        for (byte b : text) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUtf16(byte[] text) {
        return text.length >= 2
                && ((text[0] == (byte) 0xFE && text[1] == (byte) 0xFF)
                        || (text[0] == (byte) 0xFF && text[1] == (byte) 0xFE));
    }

    private static byte[] percentEncoded(byte[] text) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var out = new ByteArrayOutputStream(text.length + 64);
        ByteBuffer in = ByteBuffer.wrap(text);
        CharBuffer chars = CharBuffer.allocate(CHUNK_CHARS);
        while (true) {
            int from = in.position();
            CoderResult result = decoder.decode(in, chars.clear(), true);
            copy(text, from, in.position(), out);
            if (result.isMalformed()) {
                for (int i = 0; i < result.length(); i++) {
                    percentEncode(in.get(), out);
                }
            } else if (result.isUnderflow()) {
                return out.toByteArray();
            }
        }
    }

    /** Copies UTF-8, in which characters that end a line for the parser alone are percent-encoded. */
    private static void copy(byte[] text, int start, int end, ByteArrayOutputStream out) {
        int position = start;
        while (position < end) {
            int length = parserLineEnd(text, position, end);
            if (length == 0) {
                out.write(text[position++]);
            }
            for (int i = 0; i < length; i++) {
                percentEncode(text[position++], out);
            }
        }
    }

    /** The length in bytes of U+0085, U+2028 or U+2029 at {@code position}; 0 for any other character. */
    private static int parserLineEnd(byte[] text, int position, int end) {
        if (text[position] == (byte) 0xC2) {
            return position + 1 < end && text[position + 1] == (byte) 0x85 ? 2 : 0;
        }
        boolean separator = text[position] == (byte) 0xE2
                && position + 2 < end
                && text[position + 1] == (byte) 0x80
                && (text[position + 2] == (byte) 0xA8 || text[position + 2] == (byte) 0xA9);
        return separator ? 3 : 0;
    }

    private static void percentEncode(byte b, ByteArrayOutputStream out) {
        out.write('%');
        out.write(HEX.charAt((b & 0xFF) >> 4));
        out.write(HEX.charAt(b & 0xF));
    }
}
