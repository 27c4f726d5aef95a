package ayatori.crawler.archive;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The records of one capture, ready to be written: whole records of an archive's format.
 *
 * @param url the URL that was requested
 * @param at when
 * @param records the records, one after another
 * @param payload the digest of the body; null if it is empty or did not come whole, so that no other capture may refer to it
 * @param revisit makes the records for the case that the body is archived already
 * @param failure why the records could not be made; null if they could
 * @param place where the records have been written; null if they have not
 */
public record EncodedCapture(
        String url,
        Instant at,
        SpooledBytes records,
        byte @Nullable [] payload,
        @Nullable Revisit revisit,
        @Nullable IOException failure,
        @Nullable CapturePlace place)
        implements AutoCloseable {
    /** Records that have not been written. */
    public EncodedCapture(
            String url,
            Instant at,
            SpooledBytes records,
            byte @Nullable [] payload,
            @Nullable Revisit revisit,
            @Nullable IOException failure) {
        this(url, at, records, payload, revisit, failure, null);
    }

    /** Makes the records of a capture that repeats the body of another one. */
    @FunctionalInterface
    public interface Revisit {
        /** {@return the records, one after another} */
        byte[] of(Original original) throws IOException;
    }

    /** A capture whose records could not be made. */
    public static EncodedCapture failed(String url, Instant at, IOException failure) {
        return new EncodedCapture(url, at, new SpooledBytes(Spool.IN_MEMORY), null, null, failure);
    }

    /** Frees the records, which have been written. Returns the capture without them. */
    public EncodedCapture written(CapturePlace to) {
        close();
        return new EncodedCapture(url, at, records, payload, revisit, failure, to);
    }

    /** Frees the records. */
    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            // A spool file that cannot be deleted now is deleted when the crawl is opened again.
        }
    }
}
