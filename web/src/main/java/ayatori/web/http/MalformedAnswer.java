package ayatori.web.http;

/** An answer that cannot be read any further. The message completes "… is not proper HTTP: …". */
final class MalformedAnswer extends Exception {
    private static final long serialVersionUID = 1;

    private final FailureKind kind;

    MalformedAnswer(String message) {
        this(FailureKind.PROTOCOL, message);
    }

    private MalformedAnswer(FailureKind kind, String message) {
        super(message, null, false, false); // servers cause it, often: no stack trace
        this.kind = kind;
    }

    static MalformedAnswer headerTooLarge(int bytesMax) {
        return new MalformedAnswer(FailureKind.HEADER_TOO_LARGE, "its header is longer than " + bytesMax + " bytes");
    }

    static MalformedAnswer tooManyFields(int fieldsMax) {
        return new MalformedAnswer(FailureKind.HEADER_TOO_LARGE, "its header has more than " + fieldsMax + " fields");
    }

    FailureKind kind() {
        return kind;
    }
}
