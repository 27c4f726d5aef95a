package ayatori.web.charset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** The replacement encoding, for encodings unsafe to decode: however long the input, it is one U+FFFD. */
final class ReplacementCharset extends DecodeOnlyCharset {
    ReplacementCharset() {
        super("replacement");
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new CharsetDecoder(this, 1, 1) {
            private boolean reported;

            @Override
            protected void implReset() {
                reported = false;
            }

            @Override
            protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
                if (in.hasRemaining() && !reported) {
                    if (!out.hasRemaining()) {
                        return CoderResult.OVERFLOW;
                    }
                    out.put('\uFFFD');
                    reported = true;
                }
                in.position(in.limit());
                return CoderResult.UNDERFLOW;
            }
        };
    }
}
