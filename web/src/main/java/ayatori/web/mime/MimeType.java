package ayatori.web.mime;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A MIME type without its parameters, such as {@code text/html}.
 *
 * {@snippet :
 * MimeType type = MimeType.ofContentType("text/html, charset=utf-8");
 * type.essence();  // text/html
 * }
 *
 * @param type in lower case, such as {@code text}
 * @param subtype in lower case, such as {@code html}
 */
public record MimeType(String type, String subtype) {
    /** HTML. */
    public static final MimeType HTML = new MimeType("text", "html");

    /** XML of no particular vocabulary. */
    public static final MimeType XML = new MimeType("text", "xml");

    /** Text of no particular format. */
    public static final MimeType PLAIN_TEXT = new MimeType("text", "plain");

    /** Bytes of no known format. */
    public static final MimeType BINARY = new MimeType("application", "octet-stream");

    /** Longer headers are not looked at: the essence of a type is shorter. */
    private static final int HEADER_CHARS_MAX = 8_192;

    /** Checks that nothing is missing. */
    public MimeType {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(subtype, "subtype");
    }

    /**
     * Parses a MIME type (section 4.4 of the standard). Parameters, well-formed or not, are dropped.
     *
     * @return null if {@code text} is not a MIME type
     */
    public static @Nullable MimeType parse(String text) {
        String input = stripHttpWhitespace(text);
        int semicolon = input.indexOf(';');
        String essence = stripHttpWhitespace(semicolon < 0 ? input : input.substring(0, semicolon));
        int slash = essence.indexOf('/');
        if (slash < 0) {
            return null;
        }
        String type = essence.substring(0, slash);
        String subtype = essence.substring(slash + 1);
        return isToken(type) && isToken(subtype)
                ? new MimeType(type.toLowerCase(Locale.ROOT), subtype.toLowerCase(Locale.ROOT))
                : null;
    }

    /**
     * Extracts the MIME type from a {@code Content-Type} header, as the <a
     * href="https://fetch.spec.whatwg.org/#concept-header-extract-mime-type">Fetch standard</a> does. Values that proxies and
     * servers have joined with commas are taken one by one. The last that is a MIME type other than {@code *}{@code /*} counts.
     *
     * @return null if there is none, and {@link MimeSniffer} is to be asked
     */
    public static @Nullable MimeType ofContentType(@Nullable String header) {
        if (header == null || header.length() > HEADER_CHARS_MAX) {
            return null;
        }
        MimeType found = null;
        int start = 0;
        while (start <= header.length()) {
            int end = endOfValue(header, start);
            MimeType type = parse(header.substring(start, end));
            if (type != null && !type.essence().equals("*/*")) {
                found = type;
            }
            start = end + 1;
        }
        return found != null && found.isUnknown() ? null : found;
    }

    /** The type and the subtype with a slash between. */
    public String essence() {
        return type + "/" + subtype;
    }

    /** Whether this is {@code text/html}. */
    public boolean isHtml() {
        return type.equals("text") && subtype.equals("html");
    }

    /** Whether this is an XML MIME type (section 4.6), {@code application/xhtml+xml} among them. */
    public boolean isXml() {
        return subtype.endsWith("+xml")
                || (subtype.equals("xml") && (type.equals("text") || type.equals("application")));
    }

    /** Whether this is text for people, whose character encoding matters. */
    public boolean isText() {
        return type.equals("text");
    }

    /** The types that section 7 of the standard has sniffed as if there were none. */
    private boolean isUnknown() {
        return subtype.equals("unknown") && (type.equals("unknown") || type.equals("application"));
    }

    /** The comma that ends the value from {@code start} on, or the end of the header; commas in quotes end nothing. */
    private static int endOfValue(String header, int start) {
        boolean quoted = false;
        for (int i = start; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == ',' && !quoted) {
                return i;
            }
        }
        return header.length();
    }

    private static String stripHttpWhitespace(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isHttpWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && isHttpWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isHttpWhitespace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** Whether {@code text} is not empty and consists of HTTP token code points (RFC 9110 section 5.6.2). */
    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
            if (!alphanumeric && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
