package ayatori.web.html;

/** Classes and comparisons of bytes for the tokenizer. */
final class Ascii {
    /** Tab, line feed, form feed, carriage return or space. Carriage returns are not normalised to line feeds before. */
    static final int WHITESPACE = 1;

    static final int SLASH = 2;
    static final int GREATER_THAN = 4;
    static final int EQUALS = 8;

    /** A letter, {@code !} or {@code ?}: after {@code <} it begins markup. A slash does too, if something follows it. */
    static final int OPENS_MARKUP = 16;

    /** What is decoded in an attribute's value: {@code &}, carriage return and NUL. */
    static final int ENCODED = 32;

    /** The bytes that end a tag name. */
    static final int ENDS_TAG_NAME = WHITESPACE | SLASH | GREATER_THAN;

    /** The bytes that end an attribute name after its first byte. */
    static final int ENDS_ATTRIBUTE_NAME = WHITESPACE | SLASH | GREATER_THAN | EQUALS;

    /** The bytes that end an attribute value without quotes. */
    static final int ENDS_UNQUOTED_VALUE = WHITESPACE | GREATER_THAN;

    private static final byte[] CLASS = new byte[256];

    static {
        for (char whitespace : new char[] {'\t', '\n', '\f', '\r', ' '}) {
            CLASS[whitespace] = WHITESPACE;
        }
        for (char letter = 'a'; letter <= 'z'; letter++) {
            CLASS[letter] = OPENS_MARKUP;
            CLASS[letter - 'a' + 'A'] = OPENS_MARKUP;
        }
        CLASS['!'] = OPENS_MARKUP;
        CLASS['?'] = OPENS_MARKUP;
        CLASS['&'] = ENCODED;
        CLASS['\r'] |= ENCODED;
        CLASS[0] = ENCODED;
        CLASS['/'] = SLASH;
        CLASS['>'] = GREATER_THAN;
        CLASS['='] = EQUALS;
    }

    private Ascii() {}

    /** Whether {@code b} is in one of {@code classes}, a union of the constants above. */
    static boolean is(byte b, int classes) {
        return (CLASS[b & 0xFF] & classes) != 0;
    }

    static boolean isWhitespace(byte b) {
        return is(b, WHITESPACE);
    }

    static boolean isAlpha(byte b) {
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static byte toLower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
    }

    /** Whether the whole range equals {@code lower}, which is in lower case, when letter case is ignored. */
    static boolean equalsIgnoreCase(byte[] bytes, int start, int end, String lower) {
        return end - start == lower.length() && startsWithIgnoreCase(bytes, start, end, lower);
    }

    /** Whether the range begins with {@code wanted}. */
    static boolean startsWith(byte[] bytes, int start, int end, String wanted) {
        if (end - start < wanted.length()) {
            return false;
        }
        for (int i = 0; i < wanted.length(); i++) {
            if (bytes[start + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the range begins with {@code lower}, which is in lower case, when letter case is ignored. */
    static boolean startsWithIgnoreCase(byte[] bytes, int start, int end, String lower) {
        if (end - start < lower.length()) {
            return false;
        }
        for (int i = 0; i < lower.length(); i++) {
            if (toLower(bytes[start + i]) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The first position from {@code start} on that is not whitespace, or {@code end}. */
    static int skipWhitespace(byte[] bytes, int start, int end) {
        int position = start;
        while (position < end && isWhitespace(bytes[position])) {
            position++;
        }
        return position;
    }

    /** The first position from {@code start} on that holds {@code wanted}, or {@code end}. */
    static int indexOf(byte[] bytes, int start, int end, char wanted) {
        int position = start;
        while (position < end && bytes[position] != wanted) {
            position++;
        }
        return position;
    }
}
