package ayatori.web.sitemap;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The stream a sitemap comes from. Remembers how it failed, to tell a lost connection from broken content. */
final class SourceStream extends FilterInputStream {
    private @Nullable IOException failure;

    SourceStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            return in.read(into, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    void throwItsFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
