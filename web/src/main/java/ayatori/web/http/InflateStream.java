package ayatori.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the content codings {@code gzip} (RFC 1952) and {@code deflate} (RFC 1950, or RFC 1951 without its wrapper,
 * as some servers send it).
 *
 * <p>As lenient as browsers: checksums are not compared, a missing trailer is no error, and neither is what follows the
 * last member.
 */
final class InflateStream extends InputStream {
    private enum State {
        GZIP_HEADER,
        DEFLATE_HEADER,
        DATA,
        GZIP_TRAILER,
        END
    }

    private static final int GZIP_MAGIC_1 = 0x1f;
    private static final int GZIP_MAGIC_2 = 0x8b;
    private static final int FHCRC = 2;
    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;

    private final ByteSource source;
    private final Inflaters inflaters;
    private final boolean gzip;
    private final byte[] single = new byte[1];

    /** Without zlib's wrapper: that of gzip or zlib is read here. */
    private final Inflater inflater;

    private State state;
    private int membersRead;

    /** How many bytes the inflater had still to read when it was asked last. */
    private int given;

    private boolean closed;

    private InflateStream(ByteSource source, Inflaters inflaters, boolean gzip) {
        this.source = source;
        this.inflaters = inflaters;
        this.gzip = gzip;
        this.inflater = inflaters.borrow();
        this.state = gzip ? State.GZIP_HEADER : State.DEFLATE_HEADER;
    }

    static InflateStream gzip(ByteSource source, Inflaters inflaters) {
        return new InflateStream(source, inflaters, true);
    }

    static InflateStream deflate(ByteSource source, Inflaters inflaters) {
        return new InflateStream(source, inflaters, false);
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            switch (state) {
                case GZIP_HEADER -> readGzipHeader();
                case DEFLATE_HEADER -> readDeflateHeader();
                case DATA -> {
                    int count = inflate(into, offset, length);
                    if (count > 0) {
                        return count;
                    }
                }
                case GZIP_TRAILER -> {
                    skip(8);
                    state = State.GZIP_HEADER;
                }
                case END -> {
                    return -1;
                }
            }
        }
    }

    private int inflate(byte[] into, int offset, int length) throws IOException {
        try {
            int count = inflater.inflate(into, offset, length);
            int left = inflater.getRemaining();
            source.skip(given - left);
            given = left;
            if (inflater.finished()) {
                state = gzip ? State.GZIP_TRAILER : State.END;
            } else if (inflater.needsDictionary()) {
                throw undecodable(null);
            } else if (count == 0) {
                if (!source.await()) {
                    throw undecodable(null);
                }
                given = source.size();
                inflater.setInput(source.array(), source.start(), given);
            }
            return count;
        } catch (DataFormatException e) {
            throw undecodable(e);
        }
    }

    /** Reads a member's header, or finds that there is no further member. */
    private void readGzipHeader() throws IOException {
        int first = source.next();
        if (first < 0 || (membersRead > 0 && first != GZIP_MAGIC_1)) {
            state = State.END;
            return;
        }
        if (first != GZIP_MAGIC_1 || source.next() != GZIP_MAGIC_2) {
            if (membersRead > 0) {
                state = State.END;
                return;
            }
            throw undecodable(null);
        }
        int method = source.next();
        int flags = source.next();
        if (method != 8) {
            throw undecodable(null);
        }
        skip(6); // time, extra flags, operating system
        if ((flags & FEXTRA) != 0) {
            skip(source.next() | source.next() << 8);
        }
        if ((flags & FNAME) != 0) {
            skipString();
        }
        if ((flags & FCOMMENT) != 0) {
            skipString();
        }
        if ((flags & FHCRC) != 0) {
            skip(2);
        }
        membersRead++;
        begin();
    }

    /**
     * Tells zlib's wrapper (RFC 1950 section 2.2) from bare deflate by its first byte: the low half of zlib's is 8, and
     * bare deflate would have to begin with a stored block whose padding is not zero to look like that.
     */
    private void readDeflateHeader() throws IOException {
        if (!source.await()) {
            state = State.END;
            return;
        }
        if ((source.array()[source.start()] & 0x0f) == 8) {
            skip(1);
            boolean dictionary = (source.next() & 0x20) != 0;
            if (dictionary) {
                throw undecodable(null);
            }
        }
        begin();
    }

    private void begin() {
        inflater.reset();
        given = 0;
        state = State.DATA;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count && source.next() >= 0; i++) {}
    }

    private void skipString() throws IOException {
        while (source.next() > 0) {}
    }

    private HttpException undecodable(@Nullable Throwable cause) {
        return new HttpException(
                FailureKind.CONTENT_ENCODING,
                "The body cannot be decoded as " + (gzip ? "gzip" : "deflate") + ", which its header says it is.",
                cause);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            state = State.END;
            inflaters.giveBack(inflater);
        }
    }
}
