package ayatori.web.css;

import ayatori.web.charset.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes style sheets, by a byte order mark, the charset of the Content-Type, an {@code @charset} rule, or the encoding of what
 * includes them; in this order.
 *
 * @see <a href="https://www.w3.org/TR/css-syntax-3/#input-byte-stream">CSS Syntax Module Level 3, section 3.2</a>
 */
public final class CssText {
    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*\"?'?([^\\s\"';,]+)", Pattern.CASE_INSENSITIVE);
    private static final byte[] RULE = "@charset \"".getBytes(StandardCharsets.US_ASCII);

    /** An {@code @charset} rule is looked for in so many bytes. */
    private static final int RULE_BYTES_MAX = 1024;

    private CssText() {}

    /**
     * The text of a style sheet.
     *
     * @param contentType the Content-Type header; null if there is none
     * @param environment the encoding of the page or style sheet that includes it; null if it is not known
     */
    public static String decode(byte[] body, @Nullable String contentType, @Nullable Encoding environment) {
        if (startsWith(body, 0xEF, 0xBB, 0xBF)) {
            return new String(body, 3, body.length - 3, StandardCharsets.UTF_8);
        }
        if (startsWith(body, 0xFE, 0xFF) || startsWith(body, 0xFF, 0xFE)) {
            return new String(body, StandardCharsets.UTF_16);
        }
        Encoding encoding = encoding(body, contentType);
        if (encoding == null) {
            encoding = environment == null ? Encoding.UTF_8 : environment;
        }
        return new String(body, encoding.charset());
    }

    private static @Nullable Encoding encoding(byte[] body, @Nullable String contentType) {
        Matcher named = contentType == null ? null : CHARSET.matcher(contentType);
        Encoding encoding = named != null && named.find() ? Encoding.forLabel(named.group(1)) : null;
        return encoding == null ? encodingOfRule(body) : encoding;
    }

    private static @Nullable Encoding encodingOfRule(byte[] body) {
        for (int i = 0; i < RULE.length; i++) {
            if (i >= body.length || body[i] != RULE[i]) {
                return null;
            }
        }
        int end = RULE.length;
        while (end < body.length && end < RULE_BYTES_MAX && body[end] != '"') {
            end++;
        }
        Encoding encoding =
                Encoding.forLabel(new String(body, RULE.length, end - RULE.length, StandardCharsets.US_ASCII));
        // A rule that can be read in ASCII is in no encoding of two bytes a character.
        return encoding == null || encoding.name().startsWith("UTF-16") ? Encoding.UTF_8 : encoding;
    }

    private static boolean startsWith(byte[] body, int... octets) {
        for (int i = 0; i < octets.length; i++) {
            if (i >= body.length || (body[i] & 0xFF) != octets[i]) {
                return false;
            }
        }
        return true;
    }
}
