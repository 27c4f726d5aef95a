package ayatori.warc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of a file from one offset to another. */
final class FileRange extends InputStream {
    private static final int WINDOW_BYTES = 64 << 10;

    private final FileChannel file;
    private final long end;
    private long position;

    FileRange(FileChannel file, long start, long end) {
        this.file = file;
        this.position = start;
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (position >= end) {
            return -1;
        }
        int count = file.read(ByteBuffer.wrap(into, offset, (int) Math.min(length, end - position)), position);
        position += Math.max(0, count);
        return count;
    }

    /** Where bytes are next in a file, from an offset on; -1 if they are nowhere. */
    static long find(FileChannel file, long from, byte[] wanted) throws IOException {
        ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES);
        for (long at = from; at < file.size(); at += window.limit() - wanted.length + 1) {
            window.clear();
            while (window.hasRemaining() && file.read(window, at + window.position()) > 0) {
                // more may come
            }
            window.flip();
            for (int i = 0; i + wanted.length <= window.limit(); i++) {
                if (window.slice(i, wanted.length).equals(ByteBuffer.wrap(wanted))) {
                    return at + i;
                }
            }
            if (window.limit() < wanted.length) {
                break;
            }
        }
        return -1;
    }
}
