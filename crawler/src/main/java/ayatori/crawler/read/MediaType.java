package ayatori.crawler.read;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kind of a body, by its Content-Type, or by its first bytes if there is none. */
enum MediaType {
    /** A page with links. */
    HTML,
    /** Other text; only its charset is determined. */
    TEXT,
    /** Anything else. */
    OTHER;

    static MediaType of(@Nullable String contentType, byte[] body) {
        if (contentType == null) {
            return looksLikeHtml(body) ? HTML : OTHER;
        }
        int end = contentType.indexOf(';');
        String essence =
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return switch (essence) {
            case "text/html", "application/xhtml+xml" -> HTML;
            default -> essence.startsWith("text/") ? TEXT : OTHER;
        };
    }

    /** Whether the body begins with a tag; simpler than the MIME Sniffing Standard's table of patterns. */
    private static boolean looksLikeHtml(byte[] body) {
        int i = 0;
        while (i < body.length && (body[i] == ' ' || (body[i] >= '\t' && body[i] <= '\r'))) {
            i++;
        }
        return i + 1 < body.length
                && body[i] == '<'
                && (body[i + 1] == '!' || Character.isLetter((char) (body[i + 1] & 0x7F)));
    }
}
