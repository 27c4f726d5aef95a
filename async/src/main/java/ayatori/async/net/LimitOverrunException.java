package ayatori.async.net;

import java.io.IOException;
import java.io.Serial;
import java.util.Objects;

/**
 * The limit of a stream was reached before the separator.
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
     * @param message names the limit
     * @param consumed how many buffered bytes come before the separator, as far as it is known
     */
    public LimitOverrunException(String message, int consumed) {
        super(Objects.requireNonNull(message, "message"));
        this.consumed = consumed;
    }

    /** {@return how many buffered bytes come before the separator, as far as it is known; they can be read} */
    public int consumed() {
        return consumed;
    }
}
