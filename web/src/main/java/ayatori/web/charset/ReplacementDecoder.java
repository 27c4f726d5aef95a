package ayatori.web.charset;

/**
 * <a href="https://encoding.spec.whatwg.org/#replacement">replacement</a> decoder (§14.1), for encodings that are unsafe to
 * decode: any input but an empty one is one error.
 */
final class ReplacementDecoder extends ByteDecoder {
    private boolean reported;

    @Override
    int asciiEnd(byte[] in, int at, int to) {
        return at;
    }

    @Override
    void reset() {
        reported = false;
    }

    @Override
    int next(byte[] in, int at, int end) {
        int step = reported ? step(NOTHING, 1) : error(1);
        reported = true;
        return step;
    }
}
