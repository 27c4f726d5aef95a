package ayatori.async.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends bytes over a connection or a pipe: asyncio's {@code StreamWriter}.
 *
 * {@snippet :
 * try (Server server = Streams.startServer((reader, writer) -> {
 *             for (String line; (line = reader.readLine()) != null; ) {
 *                 writer.write(line.toUpperCase() + "\n");
 *                 writer.drain();
 *             }
 *         }, "localhost", 0);
 *         Connection connection = Streams.openConnection(server.address())) {
 *     connection.writer().write("hello\n");
 *     connection.writer().drain();
 *     assert connection.reader().readLine().equals("HELLO");
 * }
 * }
 *
 * <p>{@link #write} never waits. What the system does not take at once is buffered and sent later. A task that writes much calls
 * {@link #drain}, so that the buffer stays small. If more than the high-water mark is buffered, {@code drain} waits until no
 * more than the low-water mark is.
 */
public final class StreamWriter implements AutoCloseable {
    private static final int HIGH_WATER = 64 * 1024;

    private enum State {
        OPEN,
        /** {@link #writeEof} was called: no more writes. */
        ENDED,
        /** {@link #close} was called: no more writes, and what is buffered is still sent. */
        CLOSING,
        CLOSED
    }

    private final WriteTransport transport;
    private final OutgoingBytes outgoing = new OutgoingBytes();
    private final Runnable sendMore = this::sendMore;
    private final Waiters draining = new Waiters();
    private final Waiters closing = new Waiters();

    private State state = State.OPEN;
    private boolean eofWanted;
    private boolean closePrepared;
    private boolean sending;
    private boolean paused;
    private int highWater = HIGH_WATER;
    private int lowWater = HIGH_WATER / 4;

    /** Why the connection was lost; null if it was not. */
    private @Nullable IOException failure;

    /**
     * Creates a writer.
     *
     * @param transport where the bytes go
     */
    public StreamWriter(WriteTransport transport) {
        this.transport = Objects.requireNonNull(transport, "transport");
    }

    /**
     * Sends or buffers bytes. If the connection is lost, they are dropped, and {@link #drain} throws.
     *
     * @param bytes what to send; may be changed afterwards
     * @throws IllegalStateException after {@link #close} or {@link #writeEof}
     */
    public void write(byte[] bytes) {
        write(ByteBuffer.wrap(Objects.requireNonNull(bytes, "bytes")));
    }

    /**
     * Sends text in UTF-8, as {@link #write(byte[])}.
     *
     * @param text what to send; no line end is added
     * @throws IllegalStateException after {@link #close} or {@link #writeEof}
     */
    public void write(String text) {
        write(ByteBuffer.wrap(Objects.requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Sends the remaining bytes of a buffer, as {@link #write(byte[])}.
     *
     * @param bytes has no bytes left afterwards, and may be changed
     * @throws IllegalStateException after {@link #close} or {@link #writeEof}
     */
    public void write(ByteBuffer bytes) {
        Objects.requireNonNull(bytes, "bytes");
        if (state != State.OPEN && failure == null) {
            throw new IllegalStateException("this writer was closed or its end was written: " + this);
        }
        if (failure != null) {
            bytes.position(bytes.limit());
            return;
        }
        try {
            if (outgoing.isEmpty()) {
                transport.write(bytes);
            }
            outgoing.add(bytes);
            sendLater();
        } catch (IOException e) {
            bytes.position(bytes.limit());
            lose(e);
        }
        if (outgoing.size() > highWater) {
            paused = true;
        }
    }

    /**
     * Waits until the buffer has room. Returns at once unless more than the high-water mark is buffered.
     *
     * @throws IOException if the connection is lost
     */
    public void drain() throws IOException {
        throwFailure();
        while (paused) {
            draining.await();
            throwFailure();
        }
        if (state == State.CLOSED) {
            throw new IOException("the connection is closed: " + transport);
        }
    }

    /**
     * Sets the high-water mark and the low-water mark of {@link #drain}.
     *
     * @param high {@code drain} waits if more bytes than this are buffered; 64 KiB unless set
     * @param low and until no more bytes than this are; 16 KiB unless set
     * @throws IllegalArgumentException unless {@code 0 <= low <= high}
     */
    public void setWriteBufferLimits(int high, int low) {
        if (low < 0 || high < low) {
            throw new IllegalArgumentException(
                    "write buffer limits are 0 <= low <= high, not high " + high + ", low " + low);
        }
        highWater = high;
        lowWater = low;
        paused = outgoing.size() > highWater;
        if (!paused) {
            draining.wakeAll();
        }
    }

    /** {@return the transport of this writer} */
    public WriteTransport transport() {
        return transport;
    }

    /**
     * Returns the peer's address.
     *
     * @return an address of TCP or of a Unix domain socket
     * @throws UnsupportedOperationException on a pipe, which has no address
     */
    public SocketAddress peerAddress() {
        if (transport instanceof Transport connection) {
            return connection.peerAddress();
        }
        throw new UnsupportedOperationException("this has no peer address: " + transport);
    }

    /** {@return how many bytes wait to be sent} */
    public int writeBufferSize() {
        return outgoing.size();
    }

    /** {@return whether {@link #writeEof} works here} */
    public boolean canWriteEof() {
        return transport.canWriteEof();
    }

    /**
     * Ends this direction of the connection, after what is buffered has been sent. What the peer sends can still be read.
     *
     * @throws UnsupportedOperationException if this connection cannot be half closed
     * @throws IllegalStateException after {@link #close}
     */
    public void writeEof() {
        if (!transport.canWriteEof()) {
            throw new UnsupportedOperationException("this connection cannot be half closed: " + transport);
        }
        if (state == State.ENDED || failure != null) {
            return;
        }
        if (state != State.OPEN) {
            throw new IllegalStateException("this writer was closed: " + this);
        }
        state = State.ENDED;
        eofWanted = true;
        finishIfSent();
    }

    /** Sends what is buffered and then closes both directions of the connection. Does not wait. */
    @Override
    public void close() {
        if (state == State.OPEN || state == State.ENDED) {
            state = State.CLOSING;
            finishIfSent();
        }
    }

    /** {@return whether {@link #close} or {@link #abort} was called, or the connection is lost} */
    public boolean isClosing() {
        return state == State.CLOSING || state == State.CLOSED;
    }

    /**
     * Waits until the connection is closed.
     *
     * @throws IOException if the connection was lost before everything was sent
     */
    public void waitClosed() throws IOException {
        while (state != State.CLOSED) {
            closing.await();
        }
        throwFailure();
    }

    /** Closes the connection at once. What is buffered is dropped, and the peer sees a reset. */
    public void abort() {
        if (state != State.CLOSED) {
            end(new IOException("the connection was aborted: " + transport));
        }
    }

    /** Whether a write has found the connection lost. */
    boolean isLost() {
        return failure != null;
    }

    private void throwFailure() throws IOException {
        if (failure != null) {
            // A copy for each caller, with the caller's own stack and its own suppressed exceptions.
            throw failure instanceof java.net.SocketException
                    ? copy(new java.net.SocketException(failure.getMessage()), failure)
                    : copy(new IOException(failure.getMessage()), failure);
        }
    }

    private static IOException copy(IOException copy, IOException cause) {
        copy.initCause(cause);
        return copy;
    }

    // ---- sending

    /** Sends what is left when the transport is writable. */
    private void sendLater() throws IOException {
        if (!sending && !(outgoing.isEmpty() && transport.flush())) {
            sending = true;
            transport.whenWritable(sendMore);
        }
    }

    private void sendMore() {
        sending = false;
        if (state == State.CLOSED) {
            return;
        }
        try {
            outgoing.sendTo(transport);
            sendLater();
        } catch (IOException e) {
            lose(e);
            return;
        }
        if (paused && outgoing.size() <= lowWater) {
            paused = false;
            draining.wakeAll();
        }
        if (!sending) {
            finishIfSent();
        }
    }

    /** Carries out {@link #writeEof} and {@link #close} once everything is sent. */
    private void finishIfSent() {
        if (sending || state == State.OPEN) {
            return;
        }
        try {
            if (eofWanted) {
                eofWanted = false;
                transport.writeEof();
                sendLater();
            }
            if (!sending && state == State.CLOSING && !closePrepared) {
                closePrepared = true;
                transport.prepareClose();
                sendLater();
            }
        } catch (IOException e) {
            lose(e);
            return;
        }
        if (!sending && state == State.CLOSING) {
            end(null);
        }
    }

    private void lose(IOException cause) {
        failure = cause;
        end(cause);
    }

    private void end(@Nullable IOException abortCause) {
        state = State.CLOSED;
        sending = false;
        paused = false;
        outgoing.clear();
        if (abortCause == null) {
            transport.close();
        } else {
            transport.abort(abortCause);
        }
        draining.wakeAll();
        closing.wakeAll();
    }

    @Override
    public String toString() {
        return "writer to " + transport + " (" + state.name().toLowerCase(java.util.Locale.ROOT) + ", "
                + outgoing.size() + " bytes buffered)";
    }
}
