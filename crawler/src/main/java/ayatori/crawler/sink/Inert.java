package ayatori.crawler.sink;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/**
 * Which characters from the network may be written as they are, and how JSON says the others. Whoever looks at a file in a
 * terminal is not to be steered by it: by controls (C0, C1 and DEL), by line separators, by what turns the direction.
 */
final class Inert extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

    Inert() {
        ascii[0x7F] = CharacterEscapes.ESCAPE_STANDARD;
    }

    /** Whether a character neither moves a terminal's cursor nor ends a line nor turns the direction of others. */
    static boolean is(char c) {
        return c < 0x7F
                ? c >= ' '
                : !Character.isISOControl(c)
                        && c != '\u2028'
                        && c != '\u2029'
                        && c != '\u061C'
                        && (c < '\u200E' || c > '\u200F')
                        && (c < '\u202A' || c > '\u202E')
                        && (c < '\u2066' || c > '\u2069');
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
        return is((char) c) ? null : new SerializedString("\\u%04x".formatted(c));
    }
}
