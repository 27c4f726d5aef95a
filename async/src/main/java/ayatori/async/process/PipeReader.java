package ayatori.async.process;

import ayatori.async.EventLoop;
import ayatori.async.net.ReadTransport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a process writes. Available bytes are read on the loop; if there are none, a thread blocks in a read. Bytes are read
 * only when a task asks for them, so a process whose output is not read fills its pipe and waits.
 */
final class PipeReader implements ReadTransport {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final EventLoop loop;
    private final InputStream in;
    private final Owed owed = new Owed();

    /** Bytes that a thread has read and no read has returned yet. */
    private ByteBuffer chunk = ByteBuffer.allocate(0);

    /** Whether a thread is reading. While it is, the loop does not touch the stream. */
    private boolean reading;

    private boolean eof;
    private @Nullable IOException failure;
    private @Nullable Runnable callback;

    PipeReader(EventLoop loop, InputStream in) {
        this.loop = loop;
        this.in = in;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (reading) {
            return 0;
        }
        if (!chunk.hasRemaining()) {
            return eof ? -1 : readAvailable(into);
        }
        int length = Math.min(into.remaining(), chunk.remaining());
        into.put(chunk.slice(chunk.position(), length));
        chunk.position(chunk.position() + length);
        return length;
    }

    private int readAvailable(ByteBuffer into) throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        int length = Math.min(into.remaining(), in.available());
        if (length <= 0) {
            return 0;
        }
        byte[] bytes = new byte[length];
        int read = in.read(bytes);
        into.put(bytes, 0, Math.max(0, read));
        return read;
    }

    @Override
    public void whenReadable(Runnable callback) {
        this.callback = callback;
        if (!reading && (chunk.hasRemaining() || eof || failure != null)) {
            loop.callSoon(this::callBack);
            return;
        }
        owed.begin();
        if (!reading) {
            reading = true;
            PipeThreads.of(loop).execute(this::readInThread);
        }
    }

    @Override
    public void cancelReadable() {
        callback = null;
        owed.end();
    }

    private void readInThread() {
        byte[] bytes = new byte[CHUNK_BYTES];
        try {
            int read = in.read(bytes);
            PipeThreads.callBack(loop, () -> readDone(bytes, read, null));
        } catch (IOException e) {
            PipeThreads.callBack(loop, () -> readDone(bytes, 0, e));
        }
    }

    private void readDone(byte[] bytes, int read, @Nullable IOException thrown) {
        reading = false;
        chunk = ByteBuffer.wrap(bytes, 0, Math.max(0, read));
        eof = read < 0;
        failure = thrown;
        owed.end();
        callBack();
    }

    private void callBack() {
        if (callback != null) {
            Runnable told = callback;
            callback = null;
            told.run();
        }
    }

    @Override
    public String toString() {
        return "a process's output";
    }
}
