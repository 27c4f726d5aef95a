package ayatori.web.http;

/** What makes an answer unfit to be read any further. The message completes "it is not proper HTTP: …". */
final class MalformedAnswer extends Exception {
    private static final long serialVersionUID = 1;

    private final FailureKind kind;

    MalformedAnswer(String message) {
        this(FailureKind.PROTOCOL, message);
    }

    private MalformedAnswer(FailureKind kind, String message) {
        super(message, null, false, false); // made for every broken server there is, and where does not matter
        this.kind = kind;
    }

    static MalformedAnswer headerTooLarge(int bytesMax) {
        return new MalformedAnswer(FailureKind.HEADER_TOO_LARGE, "its header is longer than " + bytesMax + " bytes");
    }

    FailureKind kind() {
        return kind;
    }
}
