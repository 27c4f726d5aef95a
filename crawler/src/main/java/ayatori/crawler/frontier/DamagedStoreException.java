package ayatori.crawler.frontier;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The store does not hold what the frontier has put there: its files were damaged. The message is part of a sentence. */
final class DamagedStoreException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    DamagedStoreException(String what) {
        this(what, new IOException(what));
    }

    DamagedStoreException(String what, Exception cause) {
        super("the state of the crawl is damaged: " + what, new IOException(what, cause));
    }
}
