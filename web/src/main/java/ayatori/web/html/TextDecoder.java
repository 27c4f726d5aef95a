package ayatori.web.html;

/**
 * Decodes a range that {@link HtmlTokenizer} reported, as the HTML standard says for its kind: character references are resolved,
 * CR and CRLF become LF, NUL becomes U+FFFD, and names become lower case.
 */
final class TextDecoder {
    private static final int REPLACEMENT_CHARACTER = 0xFFFD;

    private TextDecoder() {}

    /** Whether an attribute's value differs from the bytes of its range. */
    static boolean isAttributeValueEncoded(byte[] input, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Ascii.is(input[i], Ascii.ENCODED)) {
                return true;
            }
        }
        return false;
    }

    static void attributeValue(byte[] input, int start, int end, Utf8Buffer out) {
        int position = start;
        while (position < end) {
            position = input[position] == '&'
                    ? CharacterReference.decode(input, position, end, true, out)
                    : character(input, position, end, true, out);
        }
    }

    static void text(byte[] input, int start, int end, TokenizerState state, Utf8Buffer out) {
        boolean references = state.hasCharacterReferences();
        int position = start;
        while (position < end) {
            position = references && input[position] == '&'
                    ? CharacterReference.decode(input, position, end, false, out)
                    : character(input, position, end, state.replacesNul(), out);
        }
    }

    /** A comment's data, or an identifier of a DOCTYPE. */
    static void raw(byte[] input, int start, int end, Utf8Buffer out) {
        int position = start;
        while (position < end) {
            position = character(input, position, end, true, out);
        }
    }

    /** The name of a tag, an attribute or a DOCTYPE. */
    static void name(byte[] input, int start, int end, Utf8Buffer out) {
        for (int i = start; i < end; i++) {
            if (input[i] == 0) {
                out.appendCodePoint(REPLACEMENT_CHARACTER);
            } else {
                out.append(Ascii.toLower(input[i]));
            }
        }
    }

    private static int character(byte[] input, int position, int end, boolean replaceNul, Utf8Buffer out) {
        byte b = input[position];
        int next = position + 1;
        if (b == '\r') {
            out.append((byte) '\n');
            return next < end && input[next] == '\n' ? next + 1 : next;
        }
        if (b == 0 && replaceNul) {
            out.appendCodePoint(REPLACEMENT_CHARACTER);
        } else {
            out.append(b);
        }
        return next;
    }
}
