package ayatori.crawler.folder;

import org.jspecify.annotations.Nullable;

/** A crawl folder cannot be used as wanted. The message is one sentence that says what to do. */
public final class FolderException extends Exception {
    private static final long serialVersionUID = 1;

    /** With a message for people. */
    public FolderException(String message) {
        super(message);
    }

    /** With a message for people, and what caused it. */
    public FolderException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
