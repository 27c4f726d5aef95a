package ayatori.web.css;

/**
 * A URL in a style sheet.
 *
 * @param url as written, without quotes and with its escapes decoded; not resolved
 * @param kind what it is for
 * @param start where its token begins: {@code url(}, or the quote of a string
 * @param end where the token ends
 * @param isString whether the token is a string, as in {@code @import "a.css"}, not a {@code url()}
 */
public record CssUrl(String url, Kind kind, int start, int end, boolean isString) {
    /** What a URL in a style sheet is for. */
    public enum Kind {
        /** Another style sheet, by {@code @import}. */
        IMPORT,
        /** A font, in the {@code src} of a {@code @font-face}. */
        FONT,
        /** Anything else: an image, a cursor, a filter, a mask. */
        IMAGE
    }

    /** {@return the token that has another URL in place of this one} */
    public String replacedBy(String other) {
        var token = new StringBuilder(isString ? "\"" : "url(\"");
        for (int i = 0; i < other.length(); i++) {
            char c = other.charAt(i);
            if (c == '"' || c == '\\') {
                token.append('\\').append(c);
            } else if (c < ' ' || c == 0x7F) {
                token.append('\\').append(Integer.toHexString(c)).append(' ');
            } else {
                token.append(c);
            }
        }
        return token.append(isString ? "\"" : "\")").toString();
    }
}
