package ayatori.web.charset;

import java.util.Arrays;

/**
 * <a href="https://encoding.spec.whatwg.org/#utf-8-decoder">UTF-8 decoder</a> (§8.1.1). It differs from Java's in an encoded
 * surrogate, which is three errors.
 */
final class Utf8Decoder extends ByteDecoder {
    @Override
    byte[] toUtf8(byte[] in, int from, int to) {
        return Utf8.isWellFormed(in, from, to) ? Arrays.copyOfRange(in, from, to) : super.toUtf8(in, from, to);
    }

    @Override
    int next(byte[] in, int at, int end) {
        int lead = in[at] & 0xFF;
        if (lead < 0x80) {
            return step(lead, 1);
        }
        int length = Utf8.length(lead);
        if (length == 0) {
            return error(1);
        }
        int codePoint = lead & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            if (at + i == end) {
                return INCOMPLETE;
            }
            int b = in[at + i] & 0xFF;
            if (!Utf8.isContinuation(lead, i, b)) {
                return error(i);
            }
            codePoint = codePoint << 6 | (b & 0x3F);
        }
        return step(codePoint, length);
    }
}
