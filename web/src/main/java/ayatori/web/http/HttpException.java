package ayatori.web.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A request without a usable answer. The message is one sentence for a person; {@link #kind()} is for programs.
 *
 * <p>A status such as 404 or 500 is an answer and never thrown.
 */
public final class HttpException extends IOException {
    private static final long serialVersionUID = 1;

    private final FailureKind kind;

    /** A failure of the given kind, told in {@code message}, caused by nothing else. */
    public HttpException(FailureKind kind, String message) {
        this(kind, message, null);
    }

    /** A failure of the given kind, told in {@code message}. */
    public HttpException(FailureKind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What kind of failure this is. */
    public FailureKind kind() {
        return kind;
    }
}
