package ayatori.crawler.frontier;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The store was written by another version of the program. The message is part of a sentence. */
final class OtherVersionException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    OtherVersionException(String message) {
        super(message, new IOException(message));
    }
}
