package ayatori.archive;

/** An archive that cannot be used. The message is one sentence for the user, which says what to do. */
public final class ArchiveException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Creates one with a sentence. */
    public ArchiveException(String message) {
        super(message);
    }

    /** Creates one with a sentence and its cause. */
    public ArchiveException(String message, Throwable cause) {
        super(message, cause);
    }
}
