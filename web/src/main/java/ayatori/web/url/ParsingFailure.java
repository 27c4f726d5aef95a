package ayatori.web.url;

/**
 * The standard's "return failure", on its way out of a parser. It never leaves this package, and carries no stack
 * trace: on crawled pages a malformed link is an everyday thing.
 */
final class ParsingFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final ValidationError error;

    ParsingFailure(ValidationError error) {
        super(error.sentence(), null, false, false);
        this.error = error;
    }

    ValidationError error() {
        return error;
    }
}
