package ayatori.web.robots;

import ayatori.web.charset.CharsetSniffer;
import ayatori.web.charset.Encoding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The octets of a robots.txt, prepared for a parser that reads UTF-8. */
final class RobotsText {
    private static final byte[] UTF_8_BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int CHUNK_CHARS = 4096;
    private static final String HEX = "0123456789ABCDEF";

    private RobotsText() {}

    /**
     * Transcodes UTF-16; drops a UTF-8 byte order mark, even one of which only the first bytes are there, as Google's parser
     * does; makes each NUL a space, since no rule means one; and percent-encodes the octets that the parser would not keep.
     *
     * <p>Those are octets that are not UTF-8, which RFC 9309 section 2.2.2 compares with their percent-encoded form like any
     * other, and U+0085, U+2028 and U+2029, which end a line for the parser but not for the RFC.
     */
    static byte[] prepared(byte[] content) {
        Encoding utf16 = CharsetSniffer.utf16(content);
        byte[] utf8 = utf16 == null ? content : CharsetSniffer.toUtf8(content, 0, content.length, utf16.charset());
        byte[] text = withoutNul(withoutByteOrderMark(utf8));
        return isAscii(text) ? text : percentEncoded(text);
    }

    private static byte[] withoutByteOrderMark(byte[] text) {
        int start = 0;
        while (start < UTF_8_BYTE_ORDER_MARK.length
                && start < text.length
                && text[start] == UTF_8_BYTE_ORDER_MARK[start]) {
            start++;
        }
        return start == 0 ? text : Arrays.copyOfRange(text, start, text.length);
    }

    private static byte[] withoutNul(byte[] text) {
        byte[] plain = text;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == 0) {
                plain = plain == text ? text.clone() : plain;
                plain[i] = ' ';
            }
        }
        return plain;
    }

    /** The lines of {@code content} that have their end: what is certain of a file that was cut off. */
    static byte[] wholeLines(byte[] content) {
        Encoding utf16 = CharsetSniffer.utf16(content);
        int unit = utf16 == null ? 1 : 2;
        int end = content.length - content.length % unit;
        while (end > 0 && !isLineEnd(character(content, end - unit, utf16))) {
            end -= unit;
        }
        return Arrays.copyOf(content, end);
    }

    private static int character(byte[] content, int position, @Nullable Encoding utf16) {
        if (utf16 == null) {
            return content[position];
        }
        int first = content[position] & 0xFF;
        int second = content[position + 1] & 0xFF;
        return utf16 == Encoding.UTF_16BE ? first << 8 | second : second << 8 | first;
    }

    private static boolean isLineEnd(int character) {
        return character == '\n' || character == '\r';
    }

    private static boolean isAscii(byte[] text) {
        for (byte b : text) {
            if (b < 0) {
                return false;
            }
        }
        return true;
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
