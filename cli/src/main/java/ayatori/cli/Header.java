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

    /** What frames a message or names its host, and so is not for the user to set. */
    private static final Set<String> OURS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "keep-alive", "upgrade", "te");

    /**
     * Reads {@code Name: value}.
     *
     * @throws IllegalArgumentException with a sentence for the user, if it is not one (RFC 9110, section 5)
     */
    static Header parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? "" : text.substring(0, colon).strip();
        String value = colon < 0 ? "" : text.substring(colon + 1).strip();
        if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
            throw new IllegalArgumentException("'" + text + "' is not a header; write it like 'Name: value'");
        }
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the header '" + name + "' is set by the crawler itself");
        }
        return new Header(name, checkedValue(value));
    }

    /**
     * A header's value as it is.
     *
     * @throws IllegalArgumentException with a sentence for the user, if it holds what no header can carry
     */
    static String checkedValue(String value) {
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F || c > 0xFF)) {
            throw new IllegalArgumentException("'" + value + "' has characters that no header can carry");
        }
        return value;
    }
}
