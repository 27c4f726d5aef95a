package ayatori.web.charset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/** An encoder of the Encoding Standard (§9 to §14). Its "error with code point" is an unmappable character. */
abstract class LegacyEncoder extends CharsetEncoder {
    /** What {@link #bytes} returns for "error with code point". */
    static final int NONE = -1;

    LegacyEncoder(Charset charset, float bytesPerCharMax) {
        super(charset, 1, bytesPerCharMax);
    }

    /**
     * Encodes a code point that is not ASCII.
     *
     * @return one, two or four bytes, the first one highest; or {@link #NONE}
     */
    abstract int bytes(int codePoint);

    /**
     * Encodes an ASCII code point, in the same way.
     *
     * @return itself, in every encoding but ISO-2022-JP
     */
    int asciiBytes(int codePoint) {
        return codePoint;
    }

    /** Writes what must come before a code point; false if there is no room for it. */
    boolean prepare(int codePoint, ByteBuffer out) {
        return true;
    }

    @Override
    protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
        while (in.hasRemaining()) {
            int start = in.position();
            char first = in.get(start);
            int codePoint = first;
            if (Character.isHighSurrogate(first)) {
                if (in.remaining() < 2) {
                    return CoderResult.UNDERFLOW;
                }
                codePoint = Character.codePointAt(in, 0);
            }
            if (codePoint <= Character.MAX_VALUE && Character.isSurrogate((char) codePoint)) {
                return CoderResult.malformedForLength(1);
            }
            if (!prepare(codePoint, out)) {
                return CoderResult.OVERFLOW;
            }
            int bytes = codePoint < 0x80 ? asciiBytes(codePoint) : bytes(codePoint);
            int length = Character.charCount(codePoint);
            if (bytes == NONE) {
                return CoderResult.unmappableForLength(length);
            }
            if (!put(bytes, out)) {
                return CoderResult.OVERFLOW;
            }
            in.position(start + length);
        }
        return CoderResult.UNDERFLOW;
    }

    static int twoBytes(int lead, int trail) {
        return lead << Byte.SIZE | trail;
    }

    private static boolean put(int bytes, ByteBuffer out) {
        int length = bytes >>> 8 == 0 ? 1 : bytes >>> 16 == 0 ? 2 : 4;
        if (out.remaining() < length) {
            return false;
        }
        for (int shift = (length - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.put((byte) (bytes >> shift));
        }
        return true;
    }
}
