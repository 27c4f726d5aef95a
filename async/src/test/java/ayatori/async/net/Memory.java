package ayatori.async.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A transport in memory: the test feeds what is read, sees what is written, and sets how much is taken. */
final class Memory implements Transport {
    private static final byte[] END = {};
    private final ArrayDeque<Object> fed = new ArrayDeque<>();
    private @Nullable Runnable onReadable;
    private @Nullable Runnable onWritable;
    final StringBuilder written = new StringBuilder();

    /** How many more bytes {@link #write} takes. */
    int room = Integer.MAX_VALUE;

    @Nullable IOException writeFailure;

    boolean closed;
    boolean aborted;

    void feed(String bytes) {
        feedAny(bytes.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    void feedEnd() {
        feedAny(END);
    }

    void feedFailure(IOException failure) {
        feedAny(failure);
    }

    private void feedAny(Object any) {
        fed.add(any);
        Runnable callback = onReadable;
        if (callback != null) {
            onReadable = null;
            callback.run();
        }
    }

    boolean readWaits() {
        return onReadable != null;
    }

    boolean writeWaits() {
        return onWritable != null;
    }

    void makeRoom(int bytes) {
        room = bytes;
        Runnable callback = onWritable;
        if (callback != null) {
            onWritable = null;
            callback.run();
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        Object next = fed.peek();
        if (next == null) {
            return 0;
        }
        if (next == END) {
            return -1;
        }
        if (next instanceof IOException failure) {
            throw failure;
        }
        fed.poll();
        byte[] bytes = (byte[]) next;
        int count = Math.min(bytes.length, into.remaining());
        into.put(bytes, 0, count);
        if (count < bytes.length) {
            fed.addFirst(java.util.Arrays.copyOfRange(bytes, count, bytes.length));
        }
        return count;
    }

    @Override
    public void whenReadable(Runnable callback) {
        onReadable = callback;
    }

    @Override
    public void cancelReadable() {
        onReadable = null;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (writeFailure != null) {
            throw writeFailure;
        }
        int count = Math.min(room, from.remaining());
        for (int i = 0; i < count; i++) {
            written.append((char) from.get());
        }
        room -= count;
        return count;
    }

    @Override
    public void whenWritable(Runnable callback) {
        onWritable = callback;
    }

    @Override
    public void cancelWritable() {
        onWritable = null;
    }

    @Override
    public void writeEof() {
        written.append("<end>");
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void abort(IOException cause) {
        aborted = true;
        closed = true;
    }

    @Override
    public SocketAddress localAddress() {
        return new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public SocketAddress peerAddress() {
        return new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 2);
    }

    @Override
    public String toString() {
        return "memory";
    }
}
