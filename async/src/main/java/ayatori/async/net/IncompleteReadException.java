package ayatori.async.net;

import java.io.EOFException;
import java.io.Serial;
import java.util.Objects;

/**
 * The stream ended before all bytes that a read asked for had arrived.
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
     * @param partial the bytes that arrived
     * @param expected how many bytes were asked for; -1 if the read was for a separator
     */
    public IncompleteReadException(byte[] partial, int expected) {
        super("the stream ended after " + Objects.requireNonNull(partial, "partial").length + " bytes, "
                + (expected < 0 ? "before the separator" : "and " + expected + " were expected"));
        this.partial = partial.clone();
        this.expected = expected;
    }

    /** {@return the bytes that arrived before the end} */
    public byte[] partial() {
        return partial.clone();
    }

    /** {@return how many bytes were asked for; -1 if the read was for a separator} */
    public int expected() {
        return expected;
    }
}
