package ayatori.async.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A first-in-first-out buffer of bytes to be sent: one array, which grows, and is released when it is empty. */
final class OutgoingBytes {
    private static final byte[] NOTHING = {};
    private static final int BYTES_MIN = 4096;

    private byte[] bytes = NOTHING;
    private int start;
    private int end;

    boolean isEmpty() {
        return start == end;
    }

    int size() {
        return end - start;
    }

    /** Copies the remaining bytes of a buffer. */
    void add(ByteBuffer more) {
        int count = more.remaining();
        if (count > bytes.length - end) {
            makeRoom(count);
        }
        more.get(bytes, end, count);
        end += count;
    }

    /** Sends as many bytes as the transport takes. */
    void sendTo(WriteTransport transport) throws IOException {
        if (isEmpty()) {
            return;
        }
        start += transport.write(ByteBuffer.wrap(bytes, start, end - start));
        if (isEmpty()) {
            clear();
        }
    }

    void clear() {
        bytes = NOTHING;
        start = 0;
        end = 0;
    }

    private void makeRoom(int count) {
        int size = size();
        int needed = Math.addExact(size, count);
        if (needed <= bytes.length && start >= size) {
            System.arraycopy(bytes, start, bytes, 0, size);
        } else {
            long doubled = Math.max(BYTES_MIN, Math.max(2L * size, needed));
            bytes = Arrays.copyOf(
                    Arrays.copyOfRange(bytes, start, end), (int) Math.min(doubled, Integer.MAX_VALUE - 8));
        }
        start = 0;
        end = size;
    }
}
