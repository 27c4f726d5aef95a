package ayatori.crawler.read;

import ayatori.web.mime.MimeSniffer;
import ayatori.web.mime.MimeType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** What a body is to the crawler: by its Content-Type, or by its first bytes where that says nothing. */
enum MediaType {
    /** A page with links. */
    HTML,
    /** A page with links, in XML. */
    XHTML,
    /** Other text; only its charset is determined. */
    TEXT,
    /** Anything else. */
    OTHER;

    private static final int PROLOG_BYTES_MAX = 4 << 10;

    /** Compiled for the first XML document, which most crawls do not have. */
    private static final class HtmlRoot {
        /** The start of an XML document whose root is {@code html}. */
        static final Pattern PATTERN = Pattern.compile(
                "(?s)(?:\u00EF\u00BB\u00BF)?+(?:\\s++|<\\?.*?\\?>|<!--.*?-->|<!DOCTYPE[^>\\[]*+(?:\\[.*?\\]\\s*+)?+>)*+<html[\\s>]");
    }

    /** {@code contentTypes} are the values of the Content-Type header, of which an answer should have one. */
    static MediaType of(List<String> contentTypes, byte[] body) {
        MimeType named = contentTypes.isEmpty() ? null : MimeType.ofContentType(String.join(",", contentTypes));
        MimeType type = named == null ? MimeSniffer.sniff(body, 0, body.length) : named;
        if (type.isHtml()) {
            return HTML;
        }
        if (type.essence().equals("application/xhtml+xml") || (type.isXml() && hasHtmlRoot(body))) {
            return XHTML;
        }
        return named != null && type.isText() ? TEXT : OTHER;
    }

    private static boolean hasHtmlRoot(byte[] body) {
        int length = Math.min(body.length, PROLOG_BYTES_MAX);
        return HtmlRoot.PATTERN
                .matcher(new String(body, 0, length, StandardCharsets.ISO_8859_1))
                .lookingAt();
    }
}
