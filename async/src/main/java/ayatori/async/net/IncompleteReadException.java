package ayatori.async.net;

import java.io.EOFException;
import java.io.Serial;
import java.util.Objects;

/**
 * The stream ended before all the bytes that were asked for had come.
 *
 * {@snippet :
 * try {
 *     throw new IncompleteReadException(new byte[] {1, 2}, 4);
 * } catch (IncompleteReadException e) {
 *     assert e.partial().length == 2 && e.expected() == 4;
 * }
 * }
 */
public final class IncompleteReadException extends EOFException {
    @Serial
    private static final long serialVersionUID = 1;

    private final byte[] partial;
    private final int expected;

    /**
     * Creates the exception.
     *
     * @param partial what came
     * @param expected how many bytes were asked for; -1 if up to a separator
     */
    public IncompleteReadException(byte[] partial, int expected) {
        super(Objects.requireNonNull(partial, "partial").length + " bytes read, "
                + (expected < 0 ? "then the end instead of the separator" : "then the end: " + expected + " expected"));
        this.partial = partial.clone();
        this.expected = expected;
    }

    /** {@return what came before the end} */
    public byte[] partial() {
        return partial.clone();
    }

    /** {@return how many bytes were asked for; -1 if up to a separator} */
    public int expected() {
        return expected;
    }
}
