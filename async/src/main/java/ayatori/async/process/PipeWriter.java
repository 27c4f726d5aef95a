package ayatori.async.process;

import ayatori.async.EventLoop;
import ayatori.async.net.WriteTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes what a process reads. A thread writes one chunk at a time and blocks until the process has room for it. */
final class PipeWriter implements WriteTransport {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final EventLoop loop;
    private final OutputStream out;
    private final Owed owed = new Owed();

    /** Whether a thread is writing. */
    private boolean writing;

    private boolean closed;
    private @Nullable IOException failure;
    private @Nullable Runnable callback;

    PipeWriter(EventLoop loop, OutputStream out) {
        this.loop = loop;
        this.out = out;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        throwFailure();
        if (writing || !from.hasRemaining()) {
            return 0;
        }
        byte[] bytes = new byte[Math.min(CHUNK_BYTES, from.remaining())];
        from.get(bytes);
        writing = true;
        PipeThreads.of(loop).execute(() -> writeInThread(bytes));
        return bytes.length;
    }

    @Override
    public boolean flush() throws IOException {
        throwFailure();
        return !writing;
    }

    @Override
    public void whenWritable(Runnable callback) {
        this.callback = callback;
        if (writing) {
            owed.begin();
        } else {
            loop.callSoon(this::callBack);
        }
    }

    @Override
    public void cancelWritable() {
        callback = null;
        owed.end();
    }

    @Override
    public void writeEof() {
        close();
    }

    /** Closes the pipe in a thread, because a close waits for a write that still blocks. */
    @Override
    public void close() {
        cancelWritable();
        if (!closed) {
            closed = true;
            PipeThreads.of(loop).execute(this::closeInThread);
        }
    }

    @Override
    public void abort(IOException cause) {
        close();
    }

    private void writeInThread(byte[] bytes) {
        IOException thrown = null;
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            thrown = e;
        }
        IOException result = thrown;
        PipeThreads.callBack(loop, () -> writeDone(result));
    }

    private void writeDone(@Nullable IOException thrown) {
        writing = false;
        failure = thrown;
        owed.end();
        callBack();
    }

    private void closeInThread() {
        try {
            out.close();
        } catch (IOException e) {
            // The process has ended or does not read any more. Nothing can be done about the failure.
        }
    }

    private void callBack() {
        if (callback != null) {
            Runnable told = callback;
            callback = null;
            told.run();
        }
    }

    private void throwFailure() throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    @Override
    public String toString() {
        return "a process's input";
    }
}
