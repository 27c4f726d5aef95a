package ayatori.async.net;

import ayatori.async.EventLoop;
import ayatori.async.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes that arrive over a connection or a pipe: asyncio's {@code StreamReader}.
 *
 * {@snippet :
 * try (Server server = Streams.startServer((reader, writer) -> writer.write("200 OK\nbody"), "localhost", 0);
 *         Connection connection = Streams.openConnection(server.address())) {
 *     StreamReader reader = connection.reader();
 *     assert reader.readLine().equals("200 OK");
 *     assert reader.readExactly(4).length == 4;
 *     assert reader.readLine() == null && reader.atEof();
 * }
 * }
 *
 * <p>Bytes are read from the system only when a task asks for them. So a slow reader slows its peer down, and the buffer holds at
 * most the limit and 64 KiB. A cancelled read loses nothing: the next read gets what has arrived. One task reads at a time.
 */
public final class StreamReader {
    /** asyncio's limit. */
    static final int LIMIT = 64 * 1024;

    private static final byte LINE_FEED = '\n';
    private static final byte[] NOTHING = {};
    private static final int BUFFER_BYTES_MIN = 1024;

    private final ReadTransport transport;
    private final int limit;
    private final EventLoop loop = EventLoop.current();
    private final ByteBuffer scratch = Scratch.of(loop).buffer;
    private final Runnable wake = this::wake;

    /** Bytes that were received and not returned yet: from {@link #start} to {@link #end}. */
    private byte[] buffer = NOTHING;

    private int start;
    private int end;
    private boolean eof;
    private boolean lost;

    /** Whether the bytes up to the next line feed belong to a line that was too long, unless another read takes them. */
    private boolean inLongLine;

    private @Nullable Promise<@Nullable Void> waiter;

    /**
     * Creates a reader with asyncio's limit of 64 KiB.
     *
     * @param transport where the bytes come from
     * @throws IllegalStateException outside a loop
     */
    public StreamReader(ReadTransport transport) {
        this(transport, LIMIT);
    }

    /**
     * Creates a reader.
     *
     * @param transport where the bytes come from
     * @param limit how many bytes a line, or the bytes before a separator, may have
     * @throws IllegalStateException outside a loop
     */
    public StreamReader(ReadTransport transport, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("the limit of a stream is one byte or more, not " + limit);
        }
        this.transport = Objects.requireNonNull(transport, "transport");
        this.limit = limit;
    }

    /**
     * Waits for bytes and returns what has arrived.
     *
     * @param bytesMax how many at most; one or more
     * @return one byte or more; no bytes at the end of the stream
     * @throws IOException if the connection is lost
     */
    public byte[] read(int bytesMax) throws IOException {
        requirePositive(bytesMax);
        if (start < end) {
            return take(Math.min(bytesMax, end - start));
        }
        requireOneReader();
        while (!eof) {
            scratch.clear().limit(Math.min(bytesMax, scratch.capacity()));
            int count = receive(scratch);
            if (count > 0) {
                inLongLine = false;
                byte[] read = new byte[count];
                scratch.get(0, read);
                return read;
            }
            awaitMore(count);
        }
        return NOTHING;
    }

    /**
     * Waits for bytes and puts what has arrived into a buffer.
     *
     * @param into has room
     * @return how many bytes, one or more; -1 at the end of the stream
     * @throws IOException if the connection is lost
     */
    public int read(ByteBuffer into) throws IOException {
        requirePositive(Objects.requireNonNull(into, "into").remaining());
        inLongLine = false;
        if (start < end) {
            int count = Math.min(into.remaining(), end - start);
            into.put(buffer, start, count);
            skip(count);
            return count;
        }
        requireOneReader();
        while (!eof) {
            int count = receive(into);
            if (count > 0) {
                return count;
            }
            awaitMore(count);
        }
        return -1;
    }

    /**
     * Waits for a number of bytes.
     *
     * @param count how many; zero or more
     * @return exactly this many bytes
     * @throws IncompleteReadException if the stream ends before. The exception has the bytes that arrived
     * @throws IOException if the connection is lost
     */
    public byte[] readExactly(int count) throws IOException {
        if (count < 0) {
            throw new IllegalArgumentException("readExactly takes zero bytes or more, not " + count);
        }
        while (end - start < count) {
            if (!fill(count)) {
                throw new IncompleteReadException(take(end - start), count);
            }
        }
        return take(count);
    }

    /**
     * Waits for a separator.
     *
     * @param separator one byte or more
     * @return the bytes up to the separator, and the separator
     * @throws IncompleteReadException if the stream ends before. The exception has the bytes that arrived
     * @throws LimitOverrunException if there is no separator within the limit. The bytes can still be read
     * @throws IOException if the connection is lost
     */
    public byte[] readUntil(byte... separator) throws IOException {
        if (Objects.requireNonNull(separator, "separator").length == 0) {
            throw new IllegalArgumentException("a separator has one byte or more");
        }
        int found = find(separator);
        if (found < 0) {
            throw new IncompleteReadException(take(end - start), -1);
        }
        return take(found + separator.length);
    }

    /**
     * Waits for a line, in UTF-8. {@link #readLineWithEnd} also tells whether the line was ended.
     *
     * @return the line without its end ({@code \n} or {@code \r\n}). At the end of the stream, the bytes that are left; then
     *     null. Malformed bytes become U+FFFD
     * @throws LimitOverrunException if the line is longer than the limit. The whole line is dropped: the next call returns
     *     the next line, however the bytes arrive
     * @throws IOException if the connection is lost
     */
    public @Nullable String readLine() throws IOException {
        int length = bufferLine();
        if (length == 0) {
            return null;
        }
        int shown = length;
        if (buffer[start + shown - 1] == '\n') {
            shown--;
            if (shown > 0 && buffer[start + shown - 1] == '\r') {
                shown--;
            }
        }
        return takeText(shown, length);
    }

    /**
     * Waits for a line, in UTF-8, and keeps its end: asyncio's {@code readline}. Only the last line of a stream can lack its
     * {@code \n}.
     *
     * @return the line with its end; null at the end of the stream
     * @throws LimitOverrunException as {@link #readLine}
     * @throws IOException if the connection is lost
     */
    public @Nullable String readLineWithEnd() throws IOException {
        int length = bufferLine();
        return length == 0 ? null : takeText(length, length);
    }

    /**
     * Waits for the end of the stream.
     *
     * @param bytesMax how many bytes may be left
     * @return all bytes that are left
     * @throws LimitOverrunException if there are more. The bytes can still be read
     * @throws IOException if the connection is lost
     */
    public byte[] readAll(int bytesMax) throws IOException {
        requirePositive(bytesMax);
        do {
            if (end - start > bytesMax) {
                throw new LimitOverrunException("the stream has more than " + bytesMax + " bytes", end - start);
            }
        } while (fill(bytesMax));
        return take(end - start);
    }

    /** {@return whether a read has met the end of the stream and everything was returned} */
    public boolean atEof() {
        return eof && start == end;
    }

    // ---- lines

    /** Buffers the next line; its length in bytes with its end, zero at the end of the stream. */
    private int bufferLine() throws IOException {
        dropRestOfLongLine();
        try {
            int length = find(LINE_FEED);
            return length < 0 ? end - start : length + 1;
        } catch (LimitOverrunException e) {
            if (e.consumed() < end - start) {
                skip(e.consumed() + 1);
            } else {
                skip(end - start);
                inLongLine = true;
            }
            throw e;
        }
    }

    private void dropRestOfLongLine() throws IOException {
        while (inLongLine) {
            int at = start;
            while (at < end && buffer[at] != LINE_FEED) {
                at++;
            }
            if (at < end) {
                skip(at + 1 - start);
                inLongLine = false;
            } else {
                skip(end - start);
                inLongLine = fill(limit);
            }
        }
    }

    private String takeText(int shown, int length) {
        String text = new String(buffer, start, shown, StandardCharsets.UTF_8);
        skip(length);
        return text;
    }

    // ---- what is buffered

    /** Reads until the buffer holds a separator; its offset from {@link #start}, or -1 if the stream ends before. */
    private int find(byte... separator) throws IOException {
        byte last = separator[separator.length - 1];
        int seen = separator.length - 1; // no separator ends before this offset
        for (; ; ) {
            for (; start + seen < end; seen++) {
                if (buffer[start + seen] == last && endsWith(separator, start + seen + 1)) {
                    int offset = seen + 1 - separator.length;
                    if (offset > limit) {
                        throw overrun("the separator is " + offset + " bytes away", offset);
                    }
                    return offset;
                }
            }
            if (end - start > limit + separator.length - 1) {
                throw overrun("no separator was found", end - start + 1 - separator.length);
            }
            if (!fill(limit)) {
                return -1;
            }
        }
    }

    private boolean endsWith(byte[] separator, int to) {
        return Arrays.equals(buffer, to - separator.length, to, separator, 0, separator.length);
    }

    private LimitOverrunException overrun(String what, int consumed) {
        return new LimitOverrunException(what + ", and the limit is " + limit + " bytes", consumed);
    }

    /** Waits for bytes and buffers them; false at the end of the stream. {@code wanted} is how many bytes the caller needs. */
    private boolean fill(int wanted) throws IOException {
        requireOneReader();
        while (!eof) {
            scratch.clear();
            int count = receive(scratch);
            if (count > 0) {
                makeRoom(count, wanted);
                scratch.get(0, buffer, end, count);
                end += count;
                return true;
            }
            awaitMore(count);
        }
        return false;
    }

    private void makeRoom(int more, int wanted) {
        if (buffer.length - end >= more) {
            return;
        }
        int size = end - start;
        byte[] roomy = buffer;
        if (buffer.length - size < more || start < size) {
            // Doubled, up to what is wanted. The peer may have made that number up, so the array grows only as bytes
            // arrive.
            int doubled = Math.max(Math.min(2 * size, wanted), size + more);
            roomy = new byte[Math.max(BUFFER_BYTES_MIN, doubled)];
        }
        System.arraycopy(buffer, start, roomy, 0, size);
        buffer = roomy;
        start = 0;
        end = size;
    }

    private byte[] take(int count) {
        inLongLine = false;
        byte[] taken = Arrays.copyOfRange(buffer, start, start + count);
        skip(count);
        return taken;
    }

    private void skip(int count) {
        start += count;
        if (start == end) {
            start = 0;
            end = 0;
            if (buffer.length > BUFFER_BYTES_MIN) {
                buffer = NOTHING; // an idle connection holds little memory
            }
        }
    }

    // ---- waiting

    private int receive(ByteBuffer into) throws IOException {
        try {
            return transport.read(into);
        } catch (IOException e) {
            lost = true;
            throw e;
        }
    }

    /** Whether a read has found the connection lost. */
    boolean isLost() {
        return lost;
    }

    /** Handles a read without bytes: remembers the end of the stream, or waits until the transport is readable. */
    private void awaitMore(int count) throws IOException {
        if (count < 0) {
            eof = true;
            return;
        }
        Promise<@Nullable Void> readable = loop.createPromise();
        waiter = readable;
        transport.whenReadable(wake);
        boolean woken = false;
        try {
            Waiters.await(readable);
            woken = true;
        } finally {
            waiter = null;
            if (!woken) {
                transport.cancelReadable();
            }
        }
    }

    private void wake() {
        if (waiter != null) {
            Waiters.wake(waiter);
        }
    }

    private void requireOneReader() {
        if (waiter != null) {
            throw new IllegalStateException("another task is waiting to read from this stream: " + this);
        }
    }

    private static void requirePositive(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a read takes one byte or more, not " + bytes);
        }
    }

    @Override
    public String toString() {
        return "reader of " + transport + " (" + (end - start) + " bytes buffered" + (eof ? ", at its end)" : ")");
    }
}
