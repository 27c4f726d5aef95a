package ayatori.web.html;

/**
 * The states of the HTML standard for the text of a {@code script} element, from the script data state (13.2.5.4) to the
 * script data double escape end state (13.2.5.31). They emit every byte as text, and decide only where the text ends.
 *
 * <p>After {@code <!--} the text is escaped. {@code -->} ends the escaped text, and {@code </script>} ends it and the element.
 * {@code <script} inside makes it double escaped; then {@code </script>} leads back to the escaped state. Old pages hid their
 * scripts in this way from browsers without scripts.
 */
final class ScriptData {
    private static final String SCRIPT = "script";

    private final byte[] input;
    private final int end;
    private final EndTagName endTagName;

    ScriptData(byte[] input, int end, EndTagName endTagName) {
        this.input = input;
        this.end = end;
        this.endTagName = endTagName;
    }

    /** The script data state: returns the position of the end tag that ends the text, or the end of the input. */
    int scriptDataState(int start) {
        int position = start;
        while (true) {
            position = Ascii.indexOf(input, position, end, '<');
            if (position == end || endTagName.isAt(input, position, end)) {
                return position;
            }
            if (Ascii.startsWithIgnoreCase(input, position, end, "<!--")) {
                position = scriptDataEscapedDashDashState(position + "<!--".length());
            } else {
                position++;
            }
        }
    }

    /**
     * The escaped and the double escaped states, entered when two dashes have just been read. Returns the position after
     * the {@code -->} that leads back to the script data state, or that of an end tag, or the end.
     */
    private int scriptDataEscapedDashDashState(int start) {
        boolean doubleEscaped = false;
        int dashes = 2;
        int position = start;
        while (position < end) {
            byte b = input[position];
            if (b == '>' && dashes >= 2) {
                return position + 1;
            }
            dashes = b == '-' ? dashes + 1 : 0;
            if (b != '<') {
                position++;
            } else if (doubleEscaped) {
                // The script data double escape end state.
                boolean ends = position + 1 < end && input[position + 1] == '/' && isScriptAt(position + 2);
                doubleEscaped = !ends;
                position += ends ? "</script>".length() : 1;
            } else if (endTagName.isAt(input, position, end)) {
                return position;
            } else {
                // The script data double escape start state.
                doubleEscaped = isScriptAt(position + 1);
                position += doubleEscaped ? "<script>".length() : 1;
            }
        }
        return end;
    }

    /** Whether {@code script} is at {@code position}, followed by a byte that ends a tag name. */
    private boolean isScriptAt(int position) {
        int nameEnd = position + SCRIPT.length();
        return nameEnd < end
                && Ascii.is(input[nameEnd], Ascii.ENDS_TAG_NAME)
                && Ascii.startsWithIgnoreCase(input, position, nameEnd, SCRIPT);
    }
}
