package ayatori.crawler.sink;

import java.io.IOException;

/**
 * An append-only sequence of bytes that a crawl writes, for example a file of records.
 *
 * <p>A crawl commits in intervals. At each commit it calls {@link #flush}, notes {@link #length}, and calls {@link #sync};
 * only then does the commit count. After a crash, a resumed crawl calls {@link #truncate} with the length noted by the last
 * commit, and appends again what was lost. So a sink needs no transactions of its own: each byte is in it exactly once.
 *
 * <p>All methods are called by one thread at a time, except {@link #sync}, which may run in another thread while bytes are
 * appended. It need only cover the bytes that were flushed before it was called.
 *
 * <p>Any method may throw an {@link IOException}. The crawl then ends with one sentence and can be resumed.
 */
public interface Sink extends AutoCloseable {
    /** A name that is the same whenever the crawl is opened, for example {@code pages.jsonl}. Commits refer to it. */
    String name();

    /**
     * Appends bytes. They may stay in memory until {@link #flush}.
     *
     * @param bytes not modified and not kept
     */
    void append(byte[] bytes, int offset, int length) throws IOException;

    /** Makes what was appended visible to readers. It need not survive a power failure. */
    void flush() throws IOException;

    /** Makes what was flushed survive a power failure. Returns when it does. */
    void sync() throws IOException;

    /** How many bytes were appended, since the sink was created. */
    long length() throws IOException;

    /**
     * Removes the bytes behind a length.
     *
     * @param length at most {@link #length}
     * @throws IOException if the sink is shorter than that, or cannot be truncated
     */
    void truncate(long length) throws IOException;

    /**
     * The checksum of a range of bytes, to verify what a commit recorded. A sink that cannot be read back returns {@link
     * #UNVERIFIABLE}, which the crawl takes for intact.
     *
     * @return a CRC-32C, 0 to 2^32 - 1, or {@link #UNVERIFIABLE}
     */
    default long checksum(long from, long to) throws IOException {
        return UNVERIFIABLE;
    }

    /** Returned by {@link #checksum} where a sink cannot be read back. */
    long UNVERIFIABLE = -1;

    /** Flushes and releases what the sink holds. */
    @Override
    void close() throws IOException;
}
