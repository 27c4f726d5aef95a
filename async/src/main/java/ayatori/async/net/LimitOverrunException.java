package ayatori.async.net;

import java.io.IOException;
import java.io.Serial;
import java.util.Objects;

/**
 * The stream's limit was reached before what was looked for.
 *
 * {@snippet :
 * LimitOverrunException e = new LimitOverrunException("no line end within 10 bytes", 10);
 * assert e.consumed() == 10;
 * }
 */
public final class LimitOverrunException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int consumed;

    /**
     * Creates the exception.
     *
     * @param message what was looked for, and the limit
     * @param consumed how many buffered bytes were looked at and can be read away
     */
    public LimitOverrunException(String message, int consumed) {
        super(Objects.requireNonNull(message, "message"));
        this.consumed = consumed;
    }

    /** {@return how many buffered bytes were looked at and can be read away} */
    public int consumed() {
        return consumed;
    }
}
