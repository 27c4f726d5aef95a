package ayatori.web.url;

/**
 * The standard's "return failure" inside a parser. It never leaves this package, and carries no stack trace, because
 * malformed links are common on crawled pages.
 */
final class ParsingFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final ValidationError error;
    private final int codePoint;

    ParsingFailure(ValidationError error) {
        this(error, 0);
    }

    ParsingFailure(ValidationError error, int codePoint) {
        super(error.name(), null, false, false);
        this.error = error;
        this.codePoint = codePoint;
    }

    boolean isTooLong() {
        return error == ValidationError.TOO_LONG;
    }

    /** What is wrong, as the second half of a sentence about the URL. */
    String sentence() {
        return error.sentence().formatted(name(codePoint));
    }

    private static String name(int codePoint) {
        if (codePoint == ' ') {
            return "a space";
        }
        boolean visible = codePoint > ' ' && codePoint < 0x7F;
        return visible ? '"' + Character.toString(codePoint) + '"' : String.format("U+%04X", codePoint);
    }
}
