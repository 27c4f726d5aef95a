package ayatori.cli;

import java.util.Locale;
import java.util.Set;

/**
 * A request header from the command line.
 *
 * @param name the field's name
 * @param value the field's value
 */
record Header(String name, String value) {

    /** Headers that frame a message or name its host. The crawler sets them. */
    private static final Set<String> OURS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "keep-alive", "upgrade", "te");

    /**
     * Parses {@code Name: value}. The value may be a secret, so messages do not repeat it.
     *
     * @throws IllegalArgumentException with a sentence for the user, if it is not a header (RFC 9110, section 5)
     */
    static Header parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? "" : text.substring(0, colon).strip();
        String value = colon < 0 ? "" : text.substring(colon + 1).strip();
        if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
            throw new IllegalArgumentException("a header is written like 'Name: value'");
        }
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the header '" + name + "' is set by the crawler itself");
        }
        if (!isValue(value)) {
            throw new IllegalArgumentException("the value of '" + name + "' has characters that no header can carry");
        }
        return new Header(name, value);
    }

    /** Whether a text can be the value of a header. */
    static boolean isValue(String text) {
        return text.chars().noneMatch(c -> (c < ' ' && c != '\t') || c == 0x7F || c > 0xFF);
    }
}
