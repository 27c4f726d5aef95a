package ayatori.crawler.fetch;

import ayatori.crawler.archive.Capture;
import ayatori.web.url.Url;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A request whose answer has begun to come. Closing it frees the connection and the memory that was set aside for the body. */
public interface Exchange extends AutoCloseable {
    /** The answer's status and headers. */
    Head head();

    /** The URL that was requested. */
    Url url();

    /**
     * Reads the body to its end, or as far as it comes and the limits allow.
     *
     * @throws FetchException if the connection fails before anything can be said about the body
     */
    Answer readBody() throws FetchException;

    /** The decoded body, to be read as it comes; an alternative to {@link #readBody}. */
    InputStream stream() throws IOException;

    /** Why the body is not whole, in WARC's words; null if it is. Known once it has been read. */
    @Nullable String truncated();

    /**
     * What was captured of it, for an archive. To be asked once, when the body has been dealt with; what has not come of it
     * is received now.
     *
     * @param isWhole whether the rest of the body is wanted
     * @return null if nothing is captured; else to be closed by the caller
     */
    default @Nullable Capture capture(boolean isWhole) throws FetchException {
        return null;
    }

    @Override
    void close();
}
