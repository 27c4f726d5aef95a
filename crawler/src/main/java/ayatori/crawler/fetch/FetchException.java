package ayatori.crawler.fetch;

import ayatori.crawler.PageError;
import ayatori.crawler.archive.Capture;
import ayatori.web.http.FailureKind;
import ayatori.web.http.HttpException;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request without an answer, or with one that cannot be used. */
public final class FetchException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;

    /** Closed by the code that archives or drops it. */
    private final transient @Nullable Capture capture;

    FetchException(FailureKind kind, String message, Throwable cause) {
        this(kind, message, cause, null);
    }

    private FetchException(FailureKind kind, String message, Throwable cause, @Nullable Capture capture) {
        super(message, cause);
        this.kind = kind;
        this.capture = capture;
    }

    /** The same failure again, of another request. */
    FetchException(FetchException same) {
        this(same.kind, String.valueOf(same.getMessage()), same);
    }

    /** A failure of the connection or of the client. */
    public static FetchException of(IOException e) {
        return e instanceof HttpException http
                ? new FetchException(
                        http.kind(),
                        Objects.requireNonNullElse(e.getMessage(), http.kind().token()),
                        e)
                : new FetchException(FailureKind.RESET, "The connection failed: " + e.getMessage(), e);
    }

    /** A defect of ours that some page brings out: it costs that page, because the frontier waits for every request. */
    public static FetchException defect(Throwable defect) {
        return new FetchException(FailureKind.PROTOCOL, "The answer could not be read: " + defect + ".", defect);
    }

    /** The same with what came of the answer. */
    FetchException with(Capture captured) {
        return new FetchException(kind, String.valueOf(getMessage()), this, captured);
    }

    /** What came of an answer whose head is not whole, or is none; null for nothing. */
    public @Nullable Capture capture() {
        return capture;
    }

    /** What the record says. */
    public PageError error() {
        return new PageError(kind.token(), Objects.requireNonNull(getMessage()));
    }

    /** Whether our own address policy refused the connection. */
    public boolean isPrivateAddress() {
        return kind == FailureKind.PRIVATE_ADDRESS;
    }

    /** Whether the host redirects too often, or to what is not a web address. */
    boolean isMisdirected() {
        return kind == FailureKind.TOO_MANY_REDIRECTS || kind == FailureKind.INVALID_URL;
    }

    /** Whether the host answered, and only what it sent cannot be used. */
    boolean isAnswered() {
        return switch (kind) {
            case CONTENT_ENCODING, HEADER_TOO_LARGE, BODY_TOO_LARGE -> true;
            default -> false;
        };
    }

    /** Whether no request to the host can succeed, or none is permitted. */
    boolean concernsWholeHost() {
        return switch (kind) {
            case UNKNOWN_HOST, PRIVATE_ADDRESS, CERTIFICATE, PROXY_LOGIN -> true;
            default -> false;
        };
    }

    /** Whether this machine or its network failed, and nothing is known about the host. */
    boolean isLocal() {
        return kind.isLocal();
    }

    /** Whether the same request may succeed later. */
    public boolean isRetryable() {
        return kind.isTemporary();
    }
}
