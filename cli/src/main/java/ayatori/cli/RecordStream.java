package ayatori.cli;

import ayatori.crawler.sink.Sink;
import java.io.IOException;

/**
 * Standard output as a sink of records. When its reader has gone, it asks the crawl to stop and drops what still comes. What was
 * written cannot be taken back, so a crawl that goes on later does not write to it.
 */
final class RecordStream implements Sink {
    private final StandardOutput out;
    private long length;

    /** Written by the crawl's thread, read by the main thread. */
    private volatile boolean isReaderGone;

    private volatile Runnable stop = () -> {};

    RecordStream(StandardOutput out) {
        this.out = out;
    }

    /** Says how to stop the crawl. */
    void onReaderGone(Runnable action) {
        stop = action;
        if (isReaderGone) {
            action.run();
        }
    }

    boolean isReaderGone() {
        return isReaderGone;
    }

    @Override
    public String name() {
        return "standard output";
    }

    @Override
    public void append(byte[] bytes, int offset, int count) throws IOException {
        length += count;
        if (isReaderGone) {
            return;
        }
        try {
            out.write(bytes, offset, count);
        } catch (StandardOutput.ReaderGone e) {
            isReaderGone = true;
            stop.run();
        }
    }

    @Override
    public void flush() {
        // Written at once.
    }

    @Override
    public void sync() {
        // A pipe cannot be synced.
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void truncate(long newLength) {
        length = newLength;
    }

    @Override
    public void close() {
        // Standard output stays open.
    }
}
