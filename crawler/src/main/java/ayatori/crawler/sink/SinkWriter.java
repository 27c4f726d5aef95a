package ayatori.crawler.sink;

import java.io.IOException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Feeds one sink: gathers records, compresses them if wanted, and keeps the checksum that the next commit records.
 *
 * <p>Belongs to the frontier loop. Only {@link #copyLate} and {@link #sync} may run elsewhere meanwhile.
 */
public final class SinkWriter implements AutoCloseable {
    /** How much is gathered before it goes to the sink by itself. Frames of this size compress as well as larger ones. */
    private static final int GATHERED_BYTES = 256 << 10;

    private final Sink sink;
    private final Compression compression;
    private final Crc32c added = new Crc32c();
    private byte[] gathered = new byte[8 << 10];
    private int count;

    /** The length up to what was handed to the sink. */
    private long length;

    /** The length at the last mark, where the next addition begins. */
    private long marked;

    /** The length that the last durable commit recorded. */
    private long committed;

    /** Set when the sink fails, until it is rolled back: nothing may follow a record that was lost. */
    private boolean hasFailed;

    /** What there is room for in the sink and is not copied yet. */
    private final Queue<Late> late = new ConcurrentLinkedQueue<>();

    /** Bytes and where they belong. */
    private record Late(FileSink sink, long at, LateBytes bytes) {}

    /**
     * Wraps a sink that is empty, or that was truncated to where its last commit left it.
     *
     * @throws IOException if the sink cannot tell its length
     */
    public SinkWriter(Sink sink, Compression compression) throws IOException {
        this.sink = sink;
        this.compression = compression;
        this.length = sink.length();
        this.marked = length;
        this.committed = length;
    }

    /** {@return the sink's name} */
    public String name() {
        return sink.name();
    }

    /**
     * Adds whole records.
     *
     * @param records the array that holds them, from its start
     * @param bytes how much of it they take
     * @throws IOException if the sink fails
     */
    public void add(byte[] records, int bytes) throws IOException {
        if (count + bytes > gathered.length) {
            if (count + bytes > GATHERED_BYTES) {
                write();
            }
            if (bytes > GATHERED_BYTES) {
                write(records, bytes);
                return;
            }
            if (count + bytes > gathered.length) {
                gathered = Arrays.copyOf(gathered, Math.clamp(2L * (count + bytes), 0, GATHERED_BYTES));
            }
        }
        System.arraycopy(records, 0, gathered, count, bytes);
        count += bytes;
    }

    /**
     * Adds whole records that are so many that copying them takes long. A file gets room for them, and {@link #copyLate}
     * copies them. Other sinks, and those that compress, take them at once.
     *
     * @param records closed when they are copied
     * @throws IOException if the sink fails
     */
    public void addLate(LateBytes records) throws IOException {
        if (compression != Compression.NONE || !(sink instanceof FileSink file)) {
            try (records) {
                records.to(this::add);
            }
            return;
        }
        write();
        if (hasFailed) {
            throw new IOException(name() + " could not be written before");
        }
        late.add(new Late(file, length, records));
        file.reserve(records.length());
        added.add(records.checksum(), records.length());
        length += records.length();
    }

    /** {@return whether there are records that {@link #copyLate} is to copy} */
    public boolean hasLate() {
        return !late.isEmpty();
    }

    /**
     * Copies what there is room for. To be called before a commit whose mark covers it. May run in another thread than the
     * other methods.
     */
    public void copyLate() throws IOException {
        for (Late next = late.peek(); next != null; next = late.peek()) {
            FileSink file = next.sink();
            long[] at = {next.at()};
            next.bytes().to((bytes, bytesCount) -> {
                file.fill(at[0], bytes, bytesCount);
                at[0] += bytesCount;
            });
            next.bytes().close();
            late.remove();
        }
    }

    /**
     * Hands what is gathered to the sink, where readers see it.
     *
     * @throws IOException if the sink fails, or has failed since it was last rolled back
     */
    public void flush() throws IOException {
        if (hasFailed) {
            throw new IOException(name() + " could not be written before");
        }
        write();
        hasFailed = true;
        sink.flush();
        hasFailed = false;
    }

    /**
     * Ends an addition: what was added since the last mark. The commit that records the mark must be preceded by a {@link
     * #sync}.
     *
     * @throws IllegalStateException if something is gathered or lost; call {@link #flush} before
     */
    public SinkMark mark() {
        if (count > 0 || hasFailed) {
            throw new IllegalStateException(
                    hasFailed ? name() + " could not be written" : count + " bytes of " + name() + " are not flushed");
        }
        var mark = new SinkMark(name(), marked, length, added.value());
        marked = length;
        added.reset();
        return mark;
    }

    /** Notes that a commit has recorded a mark. */
    public void committed(SinkMark mark) {
        committed = mark.length();
    }

    /** Makes what was flushed survive a power failure. May run in another thread than the other methods. */
    public void sync() throws IOException {
        sink.sync();
    }

    /** Drops what no commit has recorded, for the end of a crawl that cannot go on. */
    public void rollBack() throws IOException {
        dropLate();
        count = 0;
        sink.truncate(committed);
        length = committed;
        marked = committed;
        added.reset();
        hasFailed = false;
    }

    /** Closes the sink. What is gathered and not flushed is dropped. */
    @Override
    public void close() throws IOException {
        try {
            dropLate();
        } finally {
            sink.close();
        }
    }

    private void dropLate() throws IOException {
        for (Late next = late.poll(); next != null; next = late.poll()) {
            next.bytes().close();
        }
    }

    private void write() throws IOException {
        if (count > 0) {
            int bytes = count;
            count = 0;
            write(gathered, bytes);
        }
    }

    private void write(byte[] records, int bytes) throws IOException {
        if (compression == Compression.NONE) {
            append(records, bytes);
        } else {
            byte[] frame = compression.encode(records, bytes);
            append(frame, frame.length);
        }
    }

    private void append(byte[] bytes, int count) throws IOException {
        if (hasFailed) {
            throw new IOException(name() + " could not be written before");
        }
        hasFailed = true;
        sink.append(bytes, 0, count);
        hasFailed = false;
        added.add(bytes, count);
        length += count;
    }
}
