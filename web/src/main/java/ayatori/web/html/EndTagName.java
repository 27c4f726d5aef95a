package ayatori.web.html;

import java.nio.charset.StandardCharsets;

/**
 * The name of the last start tag. Only an end tag with the same name, the HTML standard's "appropriate end tag token", ends the
 * text of {@code title}, {@code style}, {@code script} and similar elements.
 */
final class EndTagName {
    private byte[] name = {};
    private int length;

    void set(Tag startTag) {
        length = startTag.nameEnd() - startTag.nameStart();
        if (name.length < length) {
            name = new byte[length];
        }
        for (int i = 0; i < length; i++) {
            name[i] = Ascii.toLower(startTag.input()[startTag.nameStart() + i]);
        }
    }

    void set(String startTag) {
        name = startTag.getBytes(StandardCharsets.UTF_8);
        length = name.length;
    }

    void clear() {
        length = 0;
    }

    /** Whether {@code input} has, from {@code position} on, {@code </}, this name, and a byte that ends a tag name. */
    boolean isAt(byte[] input, int position, int end) {
        int nameStart = position + 2;
        int nameEnd = nameStart + length;
        if (length == 0 || nameEnd >= end || input[position] != '<' || input[position + 1] != '/') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (Ascii.toLower(input[nameStart + i]) != name[i]) {
                return false;
            }
        }
        return Ascii.is(input[nameEnd], Ascii.ENDS_TAG_NAME);
    }
}
