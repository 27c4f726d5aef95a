package ayatori.report;

/** A report cannot be made. The message is one sentence that says why, and what to do; the cause is an I/O error if one is to blame. */
public final class ReportException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a sentence. */
    public ReportException(String message) {
        super(message);
    }

    /** With a sentence and what is behind it. */
    public ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
