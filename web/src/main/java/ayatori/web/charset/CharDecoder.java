package ayatori.web.charset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** A {@link ByteDecoder} as Java's own interface has it, for what reads streams. */
final class CharDecoder extends CharsetDecoder {
    private final ByteDecoder decoder;

    CharDecoder(Charset charset, ByteDecoder decoder) {
        super(charset, 1, 1);
        this.decoder = decoder;
    }

    @Override
    protected void implReset() {
        decoder.reset();
    }

    @Override
    protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
        byte[] bytes;
        int start;
        if (in.hasArray()) {
            bytes = in.array();
            start = in.arrayOffset() + in.position();
        } else {
            bytes = new byte[in.remaining()];
            in.duplicate().get(bytes);
            start = 0;
        }
        int origin = start - in.position();
        int end = start + in.remaining();
        int at = start;
        CoderResult result = CoderResult.UNDERFLOW;
        while (at < end) {
            // A decoder with a state has no output of two chars, so that a step is never taken twice.
            if (!out.hasRemaining()) {
                result = CoderResult.OVERFLOW;
                break;
            }
            int step = decoder.next(bytes, at, end);
            if (step == ByteDecoder.INCOMPLETE) {
                break;
            }
            int value = ByteDecoder.value(step);
            if (value == ByteDecoder.ERROR) {
                result = CoderResult.malformedForLength(ByteDecoder.length(step));
                break;
            }
            if (!put(value, out)) {
                result = CoderResult.OVERFLOW;
                break;
            }
            at += ByteDecoder.length(step);
        }
        in.position(at - origin);
        return result;
    }

    /** Writes a value unless there is no room for it. */
    private static boolean put(int value, CharBuffer out) {
        if (value < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            out.put((char) value);
        } else if (value != ByteDecoder.NOTHING) {
            if (out.remaining() < 2) {
                return false;
            }
            boolean isPair = value >= ByteDecoder.PAIR;
            out.put(isPair ? (char) (value >> 12 & 0xFF) : Character.highSurrogate(value));
            out.put(isPair ? (char) (value & 0xFFF) : Character.lowSurrogate(value));
        }
        return true;
    }
}
