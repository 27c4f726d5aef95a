package ayatori.web.charset;

/** <a href="https://encoding.spec.whatwg.org/#shared-utf-16-decoder">Shared UTF-16 decoder</a> (§14.2). */
final class Utf16Decoder extends ByteDecoder {
    private final boolean isBigEndian;

    Utf16Decoder(boolean isBigEndian) {
        this.isBigEndian = isBigEndian;
    }

    @Override
    int asciiEnd(byte[] in, int at, int to) {
        return at;
    }

    @Override
    int next(byte[] in, int at, int end) {
        if (end - at < Character.BYTES) {
            return INCOMPLETE;
        }
        char unit = unit(in, at);
        if (!Character.isSurrogate(unit)) {
            return step(unit, 2);
        }
        if (Character.isLowSurrogate(unit)) {
            return error(2);
        }
        if (end - at < 2 * Character.BYTES) {
            return INCOMPLETE;
        }
        char low = unit(in, at + 2);
        return Character.isLowSurrogate(low) ? step(Character.toCodePoint(unit, low), 4) : error(2);
    }

    private char unit(byte[] in, int at) {
        int first = in[at] & 0xFF;
        int second = in[at + 1] & 0xFF;
        return (char) (isBigEndian ? first << 8 | second : second << 8 | first);
    }
}
