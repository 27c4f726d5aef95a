package ayatori.crawler.archive;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes records of captures. One for each loop that uses it, except that {@link #encode} of a large capture may run elsewhere meanwhile. */
public interface ArchiveEncoder extends AutoCloseable {
    /** {@return what the names of the format's files end with, such as {@code .warc.gz}} */
    String suffix();

    /**
     * What a file begins with.
     *
     * @param name the file's name
     * @param at when it is begun
     */
    byte[] opening(String name, Instant at) throws IOException;

    /**
     * Makes the records of a capture, and closes it.
     *
     * @param notModified the earlier capture that the server said is still valid; null if it did not
     * @param facts what else is known about the capture, as lines of {@code application/warc-fields}; empty for nothing
     * @param spool for records that are too large for memory
     */
    EncodedCapture encode(Capture capture, @Nullable Original notModified, byte[] facts, Spool spool)
            throws IOException;

    /** Frees what it holds. */
    @Override
    void close();
}
