package ayatori.crawler.sink;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/**
 * Tells which characters from the network are written unchanged, and escapes the others in JSON. Escaped are those that
 * could control a terminal in which the file is shown: controls (C0, C1 and DEL), line separators, and bidirectional
 * controls.
 */
public final class Inert extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

    /** Escapes by this rule. */
    public Inert() {
        ascii[0x7F] = CharacterEscapes.ESCAPE_STANDARD;
    }

    /** {@return whether a character is harmless in a terminal: not a control, line separator or bidirectional control} */
    public static boolean is(char c) {
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
