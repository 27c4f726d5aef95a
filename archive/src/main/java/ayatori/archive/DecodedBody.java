package ayatori.archive;

import ayatori.web.http.Caps;
import ayatori.web.http.Headers;
import ayatori.web.http.HttpException;
import ayatori.web.http.StoredBody;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.netpreserve.jwarc.HttpResponse;

/**
 * The body of an archived response without its content codings, as the crawler decodes it. It ends where what is archived
 * breaks off or cannot be decoded, and after 1 GiB if it is encoded.
 */
final class DecodedBody extends FilterInputStream {
    private static final Caps CAPS = Caps.DEFAULT.withBodyBytes(Caps.BODY_BYTES_MAX);

    private DecodedBody(InputStream decoded) {
        super(decoded);
    }

    /**
     * Decodes the body of a response.
     *
     * @throws IOException if it is encoded too often, or the archive cannot be read
     */
    static InputStream of(HttpResponse response) throws IOException {
        var stored = new BufferedInputStream(response.body().stream());
        String coding = String.join(",", response.headers().all("Content-Encoding"));
        if (coding.strip().equalsIgnoreCase("gzip") && !isGzip(stored)) {
            return stored; // some servers, and some archives, say gzip of a plain body
        }
        return new DecodedBody(StoredBody.decode(stored, Headers.of("Content-Encoding", coding), CAPS));
    }

    private static boolean isGzip(InputStream stored) throws IOException {
        stored.mark(2);
        boolean isGzip = stored.read() == 0x1F && stored.read() == 0x8B;
        stored.reset();
        return isGzip;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (EOFException | HttpException e) {
            return -1;
        }
    }
}
