package ayatori.web.sitemap;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends after a number of bytes; if there were more, the summary says so. */
final class BoundedStream extends FilterInputStream {
    private final long bytesMax;
    private final Entries entries;
    private long left;

    BoundedStream(InputStream in, long bytesMax, Entries entries) {
        super(in);
        this.bytesMax = bytesMax;
        this.entries = entries;
        this.left = bytesMax;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0) {
            if (in.read() >= 0) {
                entries.cutShort("It is longer than " + bytesMax + " bytes.");
            }
            return -1;
        }
        int count = in.read(into, offset, (int) Math.min(length, left));
        left -= Math.max(0, count);
        return count;
    }
}
