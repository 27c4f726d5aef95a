package ayatori.async.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A strict encoder and decoder: what cannot be encoded or decoded is an error, never a question mark. */
final class TextCodec {
    private static final char REPLACEMENT = '\uFFFD';

    final Charset charset;

    /** A line feed in this charset: one byte in most, more in UTF-16 and UTF-32. */
    private final byte[] lineFeed;

    private final byte[] carriageReturn;

    TextCodec(Charset charset) {
        this.charset = charset;
        this.lineFeed = "\n".getBytes(charset);
        this.carriageReturn = "\r".getBytes(charset);
    }

    byte[] encode(String text) throws CharacterCodingException {
        if (charset == StandardCharsets.UTF_8 && text.indexOf('?') < 0) {
            // An unmappable character becomes a question mark. If there is none, this faster way was right.
            byte[] quick = text.getBytes(charset);
            if (!contains(quick, (byte) '?')) {
                return quick;
            }
        }
        ByteBuffer encoded = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .encode(CharBuffer.wrap(text));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    String decode(byte[] bytes, int from, int to) throws CharacterCodingException {
        // Malformed bytes become a replacement character. If there is none, this faster way was right.
        String text = new String(bytes, from, to - from, charset);
        return text.indexOf(REPLACEMENT) < 0
                ? text
                : decoder().decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
    }

    CharsetDecoder decoder() {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** The end of the line that begins at {@code lineStart}, after its line feed; -1 if there is none. Searches from {@code from}. */
    int endOfLine(byte[] bytes, int lineStart, int from, int to) {
        if (lineFeed.length == 1) {
            byte wanted = lineFeed[0];
            for (int i = from; i < to; i++) {
                if (bytes[i] == wanted) {
                    return i + 1;
                }
            }
            return -1;
        }
        int unit = unit();
        for (int i = lineStart + (from - lineStart) / unit * unit; i + unit <= to; i += unit) {
            if (Arrays.equals(bytes, i, i + unit, lineFeed, 0, unit)) {
                return i + unit;
            }
        }
        return -1;
    }

    /** Decodes a line without its end, {@code \n} or {@code \r\n}. */
    String decodeLine(byte[] bytes, int from, int to) throws CharacterCodingException {
        int end = endsWith(bytes, from, to, lineFeed) ? to - lineFeed.length : to;
        if (end < to && endsWith(bytes, from, end, carriageReturn)) {
            end -= carriageReturn.length;
        }
        return decode(bytes, from, end);
    }

    private int unit() {
        if (lineFeed.length > 1 && lineFeed[0] == (byte) 0xFE) {
            throw new UnsupportedOperationException("lines cannot be found in " + charset
                    + ", because it begins every text with a byte order mark: use " + charset + "BE or " + charset
                    + "LE");
        }
        return lineFeed.length;
    }

    private static boolean endsWith(byte[] bytes, int from, int to, byte[] end) {
        return to - from >= end.length && Arrays.equals(bytes, to - end.length, to, end, 0, end.length);
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }
}
