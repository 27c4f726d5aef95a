package ayatori.web.html;

/** The character reference states of the HTML standard (13.2.5.72 to 13.2.5.80). */
final class CharacterReference {
    private static final int REPLACEMENT_CHARACTER = 0xFFFD;
    private static final int CODE_POINT_MAX = 0x10FFFF;

    /** What numeric references to 0x80 … 0x9F mean: the characters of windows-1252, where it has one. */
    private static final String C1_CONTROLS =
            "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
                    + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private CharacterReference() {}

    /**
     * Decodes the reference at the ampersand at {@code position}, appends its characters, and returns the position after it. An
     * ampersand that begins no reference is appended itself.
     */
    static int decode(byte[] input, int position, int end, boolean inAttribute, Utf8Buffer out) {
        int next = position + 1;
        if (next < end && input[next] == '#') {
            return numericCharacterReferenceState(input, position, end, out);
        }
        if (next < end && (Ascii.isAlpha(input[next]) || Ascii.isDigit(input[next]))) {
            return namedCharacterReferenceState(input, position, end, inAttribute, out);
        }
        out.append((byte) '&');
        return next;
    }

    private static int namedCharacterReferenceState(
            byte[] input, int ampersand, int end, boolean inAttribute, Utf8Buffer out) {
        int name = ampersand + 1;
        int reference = NamedCharacterReferences.longestAt(input, name, end);
        if (reference == NamedCharacterReferences.NONE) {
            out.append((byte) '&');
            return name;
        }
        int next = name + NamedCharacterReferences.length(reference);
        if (inAttribute && input[next - 1] != ';' && next < end && isAlphanumericOrEquals(input[next])) {
            // For historical reasons, a query such as "?a=1&copy=2" stays as it is.
            out.append((byte) '&');
            return name;
        }
        NamedCharacterReferences.append(reference, out);
        return next;
    }

    private static boolean isAlphanumericOrEquals(byte b) {
        return b == '=' || Ascii.isAlpha(b) || Ascii.isDigit(b);
    }

    private static int numericCharacterReferenceState(byte[] input, int ampersand, int end, Utf8Buffer out) {
        int digits = ampersand + "&#".length();
        int radix = 10;
        if (digits < end && (input[digits] == 'x' || input[digits] == 'X')) {
            digits++;
            radix = 16;
        }
        int code = 0;
        int position = digits;
        for (; position < end; position++) {
            int digit = input[position] < 0 ? -1 : Character.digit(input[position], radix);
            if (digit < 0) {
                break;
            }
            // Capped just above the last code point, so that it cannot overflow.
            code = Math.min(code * radix + digit, CODE_POINT_MAX + 1);
        }
        if (position == digits) {
            out.append((byte) '&');
            return ampersand + 1;
        }
        out.appendCodePoint(numericCharacterReferenceEndState(code));
        return position < end && input[position] == ';' ? position + 1 : position;
    }

    private static int numericCharacterReferenceEndState(int code) {
        if (code == 0
                || code > CODE_POINT_MAX
                || (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE)) {
            return REPLACEMENT_CHARACTER;
        }
        return code >= 0x80 && code <= 0x9F ? C1_CONTROLS.charAt(code - 0x80) : code;
    }
}
