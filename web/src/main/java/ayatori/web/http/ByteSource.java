package ayatori.web.http;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that a decoder reads in place, without a copy. */
interface ByteSource {
    /** Waits until there are bytes; false at the end. */
    boolean await() throws IOException;

    /** The array that holds them, from {@link #start()} on, {@link #size()} of them. */
    byte[] array();

    int start();

    int size();

    /** Drops the first {@code count}. */
    void skip(int count);

    /** The next byte, 0 to 255, or -1 at the end. */
    default int next() throws IOException {
        if (!await()) {
            return -1;
        }
        int next = array()[start()] & 0xff;
        skip(1);
        return next;
    }

    /** A source that reads {@code stream} piece by piece. */
    static ByteSource of(InputStream stream) {
        return new ByteSource() {
            private final byte[] piece = new byte[8192];
            private int start;
            private int end;

            @Override
            public boolean await() throws IOException {
                if (size() > 0) {
                    return true;
                }
                start = 0;
                end = Math.max(0, stream.read(piece));
                return end > 0;
            }

            @Override
            public byte[] array() {
                return piece;
            }

            @Override
            public int start() {
                return start;
            }

            @Override
            public int size() {
                return end - start;
            }

            @Override
            public void skip(int count) {
                start += count;
            }
        };
    }
}
