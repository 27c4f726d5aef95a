package ayatori.web.html;

/**
 * The DOCTYPE that was read last, as ranges of the input. One instance is reused.
 *
 * <p>The methods named after states are those of the HTML standard from the DOCTYPE state (13.2.5.53) to the bogus DOCTYPE
 * state (13.2.5.68). Each takes the position of the next byte and returns the position after the DOCTYPE.
 */
final class Doctype {
    /** The start of a range that is missing; an empty range is not missing. */
    static final int MISSING = -1;

    private byte[] input = {};
    private int end;

    private int nameStart;
    private int nameEnd;
    private int publicIdStart;
    private int publicIdEnd;
    private int systemIdStart;
    private int systemIdEnd;
    private boolean forceQuirks;

    int nameStart() {
        return nameStart;
    }

    int nameEnd() {
        return nameEnd;
    }

    int publicIdStart() {
        return publicIdStart;
    }

    int publicIdEnd() {
        return publicIdEnd;
    }

    int systemIdStart() {
        return systemIdStart;
    }

    int systemIdEnd() {
        return systemIdEnd;
    }

    boolean forceQuirks() {
        return forceQuirks;
    }

    /** Reads on after {@code <!DOCTYPE}, and returns the position after it. */
    int read(byte[] input, int position, int end) {
        this.input = input;
        this.end = end;
        nameStart = MISSING;
        publicIdStart = MISSING;
        systemIdStart = MISSING;
        forceQuirks = false;
        return beforeDoctypeNameState(position);
    }

    /** Also the DOCTYPE state, which differs in parse errors only. */
    private int beforeDoctypeNameState(int start) {
        int position = Ascii.skipWhitespace(input, start, end);
        if (position == end || input[position] == '>') {
            return emitWithQuirks(position);
        }
        return doctypeNameState(position);
    }

    private int doctypeNameState(int start) {
        int position = start;
        while (position < end && !Ascii.is(input[position], Ascii.WHITESPACE | Ascii.GREATER_THAN)) {
            position++;
        }
        nameStart = start;
        nameEnd = position;
        return afterDoctypeNameState(position);
    }

    private int afterDoctypeNameState(int start) {
        int position = Ascii.skipWhitespace(input, start, end);
        if (position == end) {
            return emitWithQuirks(position);
        }
        if (input[position] == '>') {
            return emit(position);
        }
        if (Ascii.startsWithIgnoreCase(input, position, end, "public")) {
            return beforeDoctypePublicIdentifierState(position + "public".length());
        }
        if (Ascii.startsWithIgnoreCase(input, position, end, "system")) {
            return beforeDoctypeSystemIdentifierState(position + "system".length());
        }
        return bogusDoctypeState(position, true);
    }

    /** Also the after DOCTYPE public keyword state, which differs in parse errors only. */
    private int beforeDoctypePublicIdentifierState(int start) {
        int position = Ascii.skipWhitespace(input, start, end);
        if (position == end || input[position] == '>') {
            return emitWithQuirks(position);
        }
        if (isQuote(position)) {
            return doctypePublicIdentifierState(position);
        }
        return bogusDoctypeState(position, true);
    }

    /** The double-quoted and the single-quoted state; {@code quote} is the position of the opening quote. */
    private int doctypePublicIdentifierState(int quote) {
        publicIdStart = quote + 1;
        publicIdEnd = endOfIdentifier(quote);
        if (publicIdEnd == end || input[publicIdEnd] == '>') {
            return emitWithQuirks(publicIdEnd);
        }
        return betweenDoctypePublicAndSystemIdentifiersState(publicIdEnd + 1);
    }

    /** Also the after DOCTYPE public identifier state, which differs in parse errors only. */
    private int betweenDoctypePublicAndSystemIdentifiersState(int start) {
        int position = Ascii.skipWhitespace(input, start, end);
        if (position < end && input[position] == '>') {
            return emit(position);
        }
        return beforeDoctypeSystemIdentifierState(position);
    }

    /** Also the after DOCTYPE system keyword state, which differs in parse errors only. */
    private int beforeDoctypeSystemIdentifierState(int start) {
        int position = Ascii.skipWhitespace(input, start, end);
        if (position == end || input[position] == '>') {
            return emitWithQuirks(position);
        }
        if (isQuote(position)) {
            return doctypeSystemIdentifierState(position);
        }
        return bogusDoctypeState(position, true);
    }

    /** The double-quoted and the single-quoted state; {@code quote} is the position of the opening quote. */
    private int doctypeSystemIdentifierState(int quote) {
        systemIdStart = quote + 1;
        systemIdEnd = endOfIdentifier(quote);
        if (systemIdEnd == end || input[systemIdEnd] == '>') {
            return emitWithQuirks(systemIdEnd);
        }
        return afterDoctypeSystemIdentifierState(systemIdEnd + 1);
    }

    private int afterDoctypeSystemIdentifierState(int start) {
        int position = Ascii.skipWhitespace(input, start, end);
        if (position == end) {
            return emitWithQuirks(position);
        }
        // What else follows is skipped, and does not force quirks.
        return bogusDoctypeState(position, false);
    }

    private int bogusDoctypeState(int start, boolean quirks) {
        forceQuirks = quirks;
        return emit(Ascii.indexOf(input, start, end, '>'));
    }

    private int emitWithQuirks(int position) {
        forceQuirks = true;
        return emit(position);
    }

    private int emit(int position) {
        return Math.min(position + 1, end);
    }

    private boolean isQuote(int position) {
        return input[position] == '"' || input[position] == '\'';
    }

    /** The position of the closing quote, or of the {@code >} that cuts the identifier off, or the end. */
    private int endOfIdentifier(int quote) {
        int position = quote + 1;
        while (position < end && input[position] != input[quote] && input[position] != '>') {
            position++;
        }
        return position;
    }
}
