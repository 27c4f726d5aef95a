package ayatori.web.html;

/**
 * Splits a {@code srcset} attribute into its image candidates, as the HTML standard's <a
 * href="https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute">parse a srcset attribute</a> does. A
 * candidate with a bad descriptor is skipped. Reused: call {@link #reset}, then {@link #next} while it returns true.
 */
final class SrcsetParser {
    private byte[] input = {};
    private int end;
    private int position;

    private int urlStart;
    private int urlEnd;

    // The descriptors of the current candidate.
    private boolean error;
    private boolean width;
    private boolean density;
    private boolean futureCompatHeight;

    void reset(byte[] input, int start, int end) {
        this.input = input;
        this.position = start;
        this.end = end;
    }

    /** Moves to the next candidate without a bad descriptor, and returns whether there was one. */
    boolean next() {
        while (splittingLoop()) {
            if (!error) {
                return true;
            }
        }
        return false;
    }

    int urlStart() {
        return urlStart;
    }

    int urlEnd() {
        return urlEnd;
    }

    /** Reads one candidate, good or bad, and returns whether there was one. */
    private boolean splittingLoop() {
        while (position < end && (Ascii.isWhitespace(input[position]) || input[position] == ',')) {
            position++;
        }
        if (position == end) {
            return false;
        }
        error = false;
        width = false;
        density = false;
        futureCompatHeight = false;
        urlStart = position;
        while (position < end && !Ascii.isWhitespace(input[position])) {
            position++;
        }
        urlEnd = position;
        if (input[urlEnd - 1] == ',') {
            while (input[urlEnd - 1] == ',') {
                urlEnd--;
            }
        } else {
            descriptorTokenizer();
        }
        error |= futureCompatHeight && !width;
        return true;
    }

    /** Reads descriptors up to the comma that ends the candidate; a comma in parentheses does not. */
    private void descriptorTokenizer() {
        while (true) {
            position = Ascii.skipWhitespace(input, position, end);
            int start = position;
            boolean inParens = false;
            for (; position < end; position++) {
                byte b = input[position];
                if (!inParens && (b == ',' || Ascii.isWhitespace(b))) {
                    break;
                }
                inParens = b == '(' || (inParens && b != ')');
            }
            if (position > start) {
                descriptorParser(start, position);
            }
            if (position == end) {
                return;
            }
            if (input[position] == ',') {
                position++;
                return;
            }
        }
    }

    private void descriptorParser(int start, int descriptorEnd) {
        int last = descriptorEnd - 1;
        switch (input[last]) {
            case 'w' -> {
                error |= width || density || !isPositiveInteger(start, last);
                width = true;
            }
            case 'x' -> {
                error |= width || density || futureCompatHeight || !isNonNegativeNumber(start, last);
                density = true;
            }
            case 'h' -> {
                error |= futureCompatHeight || density || !isPositiveInteger(start, last);
                futureCompatHeight = true;
            }
            default -> error = true;
        }
    }

    private boolean isPositiveInteger(int start, int stop) {
        boolean positive = false;
        for (int i = start; i < stop; i++) {
            if (!Ascii.isDigit(input[i])) {
                return false;
            }
            positive |= input[i] != '0';
        }
        return positive;
    }

    /** Whether this is a valid floating-point number of the HTML standard, 2.3.4.3, and not below zero. */
    private boolean isNonNegativeNumber(int start, int stop) {
        int at = start;
        boolean negative = at < stop && input[at] == '-';
        if (negative) {
            at++;
        }
        int mantissa = at;
        int fraction = skipDigits(at, stop);
        boolean digits = fraction > at;
        at = fraction;
        if (at < stop && input[at] == '.') {
            fraction = at + 1;
            at = skipDigits(fraction, stop);
            digits = at > fraction;
        }
        if (!digits || (negative && !isZero(mantissa, at))) {
            return false;
        }
        if (at < stop && (input[at] == 'e' || input[at] == 'E')) {
            at++;
            if (at < stop && (input[at] == '+' || input[at] == '-')) {
                at++;
            }
            int exponent = at;
            at = skipDigits(exponent, stop);
            digits = at > exponent;
        }
        return digits && at == stop;
    }

    private boolean isZero(int start, int stop) {
        for (int i = start; i < stop; i++) {
            if (input[i] != '0' && input[i] != '.') {
                return false;
            }
        }
        return true;
    }

    private int skipDigits(int start, int stop) {
        int at = start;
        while (at < stop && Ascii.isDigit(input[at])) {
            at++;
        }
        return at;
    }
}
