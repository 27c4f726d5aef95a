package ayatori.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP response in an archive. Its body is read from the archive as it is consumed.
 *
 * @param status the HTTP status
 * @param headers the headers as they were sent, by their names in whatever case
 * @param body the body without transfer coding and without the content codings that are known
 * @param length the length of that body; -1 if it is known only when the body has been read
 * @param source closed with the answer
 */
public record ArchivedAnswer(
        int status, Map<String, List<String>> headers, InputStream body, long length, Closeable source)
        implements Closeable {
    /** {@return the first value of a header} */
    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }

    /** Lets go of the archive's file. */
    @Override
    public void close() throws IOException {
        source.close();
    }
}
