package ayatori.crawler.archive;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Archives that are read in place of the web. Used by any thread. */
public interface ArchiveReader extends AutoCloseable {
    /** {@return the URLs of which there is a capture, in the order of their first captures} */
    List<String> urls();

    /**
     * The latest capture of a URL.
     *
     * @param url in canonical form
     * @return null if there is none
     * @throws IOException if it cannot be read, with one sentence that says why
     */
    @Nullable ArchivedAnswer find(String url) throws IOException;

    @Override
    void close();
}
