package ayatori.cli;

/**
 * A request header from the command line.
 *
 * @param name the field's name
 * @param value the field's value
 */
record Header(String name, String value) {

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
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F)) {
            throw new IllegalArgumentException("the value of header '" + name + "' has control characters in it");
        }
        return new Header(name, value);
    }
}
