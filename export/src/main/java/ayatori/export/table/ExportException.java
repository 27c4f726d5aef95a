package ayatori.export.table;

/** An export that is not possible. The message is one sentence for the user, which says what to do. */
public final class ExportException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Creates one with a sentence. */
    public ExportException(String message) {
        super(message);
    }

    /** Creates one with a sentence and its cause. */
    public ExportException(String message, Throwable cause) {
        super(message, cause);
    }
}
