package ayatori.web.sitemap;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends where the one below it fails, so that what came before is read; the summary says why it ended. */
final class TransferStream extends FilterInputStream {
    private final String what;
    private final Entries entries;
    private boolean failed;

    /** A stream over {@code in}; {@code what} is the beginning of a sentence, such as "The transfer failed". */
    TransferStream(InputStream in, String what, Entries entries) {
        super(in);
        this.what = what;
        this.entries = entries;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (failed) {
            return -1;
        }
        try {
            return in.read(into, offset, length);
        } catch (IOException e) {
            failed = true;
            entries.cutShort(what, e);
            return -1;
        }
    }

    @Override
    public int available() throws IOException {
        return failed ? 0 : in.available();
    }
}
