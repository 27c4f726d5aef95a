package ayatori.async.net;

import ayatori.async.Async;
import ayatori.async.EventLoop;
import ayatori.async.Promise;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * TLS over another transport.
 *
 * <p>The handshake awaits, and its public-key operations run on other cores. Afterwards, reads and writes do not wait, as in
 * every transport. A read returns nothing while a record is incomplete. A record that could not be sent completely is held. Only
 * the peer's close_notify ends the stream. If the connection ends without it, data may have been cut off, and the read fails
 * (RFC 8446, section 6.1).
 */
final class TlsTransport implements Transport {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final ByteBuffer NO_ROOM = ByteBuffer.allocate(0);

    private final Transport below;
    private final SSLEngine engine;

    /** Encrypted bytes that were received and not decrypted yet: from position to limit. */
    private ByteBuffer incoming;

    /** Decrypted bytes that were not returned yet: from position to limit. */
    private ByteBuffer plain = NO_ROOM;

    /** Encrypted bytes that are not sent yet: from position to limit. */
    private ByteBuffer outgoing;

    private boolean established;
    private boolean ended;

    private TlsTransport(Transport below, SSLEngine engine) {
        this.below = below;
        this.engine = engine;
        int packet = engine.getSession().getPacketBufferSize();
        this.incoming = ByteBuffer.allocate(packet).limit(0);
        this.outgoing = ByteBuffer.allocate(packet).limit(0);
    }

    /** Makes the handshake as a client. Awaits. Closes the connection if the handshake fails. */
    static TlsTransport client(Transport below, Tls tls, @Nullable String host, int port) throws IOException {
        try {
            return new TlsTransport(below, TlsEngines.client(tls, host, port)).secure(tls);
        } catch (Throwable e) {
            below.close();
            throw e;
        }
    }

    /** Makes the handshake as a server. Awaits. Closes the connection if the handshake fails. */
    static TlsTransport server(Transport below, Tls tls) throws IOException {
        try {
            return new TlsTransport(below, TlsEngines.server(tls)).secure(tls);
        } catch (Throwable e) {
            below.close();
            throw e;
        }
    }

    // ---- the handshake

    private TlsTransport secure(Tls tls) throws IOException {
        try {
            return Waiters.await(() -> {
                try {
                    return Async.waitFor(this::handshake, tls.handshakeTimeout());
                } catch (TimeoutException e) {
                    var late = new SocketTimeoutException("no TLS handshake with " + below.peerAddress() + " within "
                            + tls.handshakeTimeout().toMillis() + " ms");
                    late.initCause(e);
                    throw late;
                }
            });
        } catch (SSLException e) {
            sendAlert(e);
            throw e;
        }
    }

    private TlsTransport handshake() throws IOException {
        engine.beginHandshake();
        for (; ; ) {
            switch (engine.getHandshakeStatus()) {
                case NEED_WRAP -> {
                    wrap(NOTHING);
                    while (!flush()) {
                        await(below::whenWritable, below::cancelWritable);
                    }
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (unwrap(plainRoom()).getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                        awaitRecord();
                    }
                }
                case NEED_TASK ->
                    Waiters.await(() -> Async.toThread(() -> {
                        runTasks();
                        return "done";
                    }));
                case FINISHED, NOT_HANDSHAKING -> {
                    established = true;
                    return this;
                }
            }
        }
    }

    private void awaitRecord() throws IOException {
        int count = readBelow();
        if (count < 0) {
            throw new SSLException("the connection ended during the TLS handshake: " + below);
        }
        if (count == 0) {
            await(below::whenReadable, below::cancelReadable);
        }
    }

    private static void await(Consumer<Runnable> whenReady, Runnable cancel) throws IOException {
        Promise<@Nullable Void> ready = EventLoop.current().createPromise();
        whenReady.accept(() -> Waiters.wake(ready));
        try {
            Waiters.await(ready);
        } finally {
            cancel.run();
        }
    }

    private void runTasks() {
        for (Runnable task; (task = engine.getDelegatedTask()) != null; ) {
            task.run();
        }
    }

    /** Sends an alert with the reason to the peer, if that is possible without waiting. */
    private void sendAlert(SSLException cause) {
        try {
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && flush()) {
                wrap(NOTHING);
            }
            flush();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    // ---- records

    /** Decrypts one record into a buffer. */
    private SSLEngineResult unwrap(ByteBuffer into) throws SSLException {
        SSLEngineResult result = engine.unwrap(incoming, into);
        switch (result.getStatus()) {
            case BUFFER_OVERFLOW ->
                throw new SSLException("a TLS record is larger than the session's buffer of " + into.capacity());
            case CLOSED -> ended = true;
            case OK, BUFFER_UNDERFLOW -> {}
        }
        if (into == plain) {
            plain.flip();
        }
        return result;
    }

    private ByteBuffer plainRoom() {
        int needed = engine.getSession().getApplicationBufferSize();
        plain = plain.capacity() >= needed ? plain.clear() : ByteBuffer.allocate(needed);
        return plain;
    }

    /** Encrypts bytes of a buffer as one record. Nothing is held when this is called. */
    private SSLEngineResult wrap(ByteBuffer from) throws SSLException {
        int needed = engine.getSession().getPacketBufferSize();
        outgoing = outgoing.capacity() >= needed ? outgoing.clear() : ByteBuffer.allocate(needed);
        SSLEngineResult result;
        try {
            result = engine.wrap(from, outgoing);
        } finally {
            outgoing.flip();
        }
        return result;
    }

    private int readBelow() throws IOException {
        int needed = engine.getSession().getPacketBufferSize();
        if (incoming.capacity() < needed) {
            incoming = ByteBuffer.allocate(needed).put(incoming);
        } else {
            incoming.compact();
        }
        try {
            return below.read(incoming);
        } finally {
            incoming.flip();
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        while (!plain.hasRemaining()) {
            if (ended) {
                return -1;
            }
            boolean straight = into.remaining() >= engine.getSession().getApplicationBufferSize();
            SSLEngineResult result = unwrap(straight ? into : plainRoom());
            if (straight && result.bytesProduced() > 0) {
                return result.bytesProduced();
            }
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                int count = readBelow();
                if (count == 0) {
                    return 0;
                }
                if (count < 0) {
                    throw new SSLException(
                            "the connection ended without TLS's close_notify, so data may be missing: " + below);
                }
            } else {
                answer(result.getHandshakeStatus());
            }
        }
        int count = Math.min(plain.remaining(), into.remaining());
        into.put(into.position(), plain, plain.position(), count).position(into.position() + count);
        plain.position(plain.position() + count);
        return count;
    }

    /** Answers a request of the peer after the handshake: new keys (TLS 1.3), but not a renegotiation (TLS 1.2 and older). */
    private void answer(HandshakeStatus asked) throws IOException {
        if (asked == HandshakeStatus.NOT_HANDSHAKING || asked == HandshakeStatus.FINISHED || ended) {
            return;
        }
        if (!canWriteEof()) {
            throw new SSLException("the peer asked for another TLS handshake, which is refused: " + below);
        }
        runTasks();
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && flush()) {
            wrap(NOTHING); // otherwise the next write sends it
            flush();
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int before = from.position();
        while (from.hasRemaining() && flush()) {
            if (wrap(from).getStatus() == SSLEngineResult.Status.CLOSED) {
                throw new SSLException("the TLS connection is closed: " + below);
            }
        }
        flush();
        return from.position() - before;
    }

    @Override
    public boolean flush() throws IOException {
        if (outgoing.hasRemaining()) {
            below.write(outgoing);
        }
        return !outgoing.hasRemaining() && below.flush();
    }

    /** In TLS 1.3 close_notify ends one direction. In older versions it ends both. */
    @Override
    public boolean canWriteEof() {
        return "TLSv1.3".equals(engine.getSession().getProtocol());
    }

    @Override
    public void writeEof() throws IOException {
        prepareClose();
    }

    @Override
    public void prepareClose() throws IOException {
        if (established && !engine.isOutboundDone()) {
            engine.closeOutbound();
            wrap(NOTHING);
        }
    }

    @Override
    public void whenReadable(Runnable callback) {
        below.whenReadable(callback);
    }

    @Override
    public void cancelReadable() {
        below.cancelReadable();
    }

    @Override
    public void whenWritable(Runnable callback) {
        below.whenWritable(callback);
    }

    @Override
    public void cancelWritable() {
        below.cancelWritable();
    }

    /** Closes. This end's own reads then meet an orderly end. */
    @Override
    public void close() {
        ended = true;
        below.close();
    }

    @Override
    public void abort(IOException cause) {
        below.abort(cause);
    }

    @Override
    public SocketAddress localAddress() {
        return below.localAddress();
    }

    @Override
    public SocketAddress peerAddress() {
        return below.peerAddress();
    }

    @Override
    public SSLSession tlsSession() {
        return engine.getSession();
    }

    @Override
    public @Nullable String applicationProtocol() {
        String agreed = engine.getApplicationProtocol();
        return agreed == null || agreed.isEmpty() ? null : agreed;
    }

    @Override
    public String toString() {
        return "TLS over " + below;
    }
}
