package ayatori.web.http;

import java.io.IOException;
import java.io.InputStream;

/** The body of an exchange as it comes over the wire, still encoded. Reading awaits. */
final class RawBody extends InputStream implements ByteSource {
    private final Exchange exchange;
    private final HeldTurns turns;
    private final BodyTurns windows;
    private final long bytesMax;
    private long taken;

    /** @param bytesMax how many bytes may come; one more fails */
    RawBody(Exchange exchange, HeldTurns turns, BodyTurns windows, long bytesMax) {
        this.turns = turns;
        this.windows = windows;
        this.exchange = exchange;
        this.bytesMax = bytesMax;
    }

    @Override
    public int read() throws IOException {
        return next();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!await()) {
            return -1;
        }
        int count = exchange.body().take(into, offset, length);
        count(count);
        return count;
    }

    @Override
    public int available() {
        return exchange.body().size();
    }

    @Override
    public boolean await() throws IOException {
        if (taken > bytesMax) {
            throw new HttpException(FailureKind.BODY_TOO_LARGE, "The body is longer than " + bytesMax + " bytes.");
        }
        return exchange.awaitBody();
    }

    @Override
    public byte[] array() {
        return exchange.body().array();
    }

    @Override
    public int start() {
        return exchange.body().start();
    }

    @Override
    public int size() {
        return exchange.body().size();
    }

    @Override
    public void skip(int count) {
        exchange.body().skip(count);
        count(count);
    }

    private void count(int bytes) {
        taken += bytes;
    }

    /** Gives the exchange up if its answer is not complete and no tap may want the rest. */
    @Override
    public void close() {
        turns.leave(windows);
        exchange.abortUntapped();
    }
}
