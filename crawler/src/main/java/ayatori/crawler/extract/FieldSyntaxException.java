package ayatori.crawler.extract;

/** A field whose rule cannot be compiled. The message is one sentence that names the field, the position, and what was probably meant. */
public final class FieldSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final int position;

    FieldSyntaxException(String message, int position) {
        super(message);
        this.position = position;
    }

    /** {@return where in the rule the error is, counted in characters from 0} */
    public int position() {
        return position;
    }
}
