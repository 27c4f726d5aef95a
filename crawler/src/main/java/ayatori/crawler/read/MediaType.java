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
    /** An RSS or Atom feed, whose entries are links. */
    FEED,
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

    /** Compiled for the first XML document too. */
    private static final class FeedRoot {
        /** The start of an XML document whose root is that of RSS 0.9 to 2.0, or of Atom. */
        static final Pattern PATTERN = Pattern.compile(
                "(?s)(?:\u00EF\u00BB\u00BF)?+(?:\\s++|<\\?.*?\\?>|<!--.*?-->|<!DOCTYPE[^>\\[]*+(?:\\[.*?\\]\\s*+)?+>)*+<(?:rss|feed|rdf:RDF)[\\s>]");
    }

    /** {@code contentTypes} are the values of the Content-Type header, of which an answer should have one. */
    static MediaType of(List<String> contentTypes, byte[] body) {
        MimeType named = contentTypes.isEmpty() ? null : MimeType.ofContentType(String.join(",", contentTypes));
        MimeType type = named == null ? MimeSniffer.sniff(body, 0, body.length) : named;
        if (isNamedFeed(type)
                || (mayBeXml(body) && FeedRoot.PATTERN.matcher(prolog(body)).lookingAt())) {
            return FEED;
        }
        if (type.isHtml()) {
            return HTML;
        }
        if (type.essence().equals("application/xhtml+xml") || (type.isXml() && hasHtmlRoot(body))) {
            return XHTML;
        }
        return named != null && type.isText() ? TEXT : OTHER;
    }

    /** Whether a body begins as a feed can: nearly all pages of HTML begin otherwise. */
    private static boolean mayBeXml(byte[] body) {
        int at = body.length > 2 && body[0] == (byte) 0xEF ? 3 : 0;
        while (at < body.length && at < PROLOG_BYTES_MAX && body[at] <= ' ' && body[at] > 0) {
            at++;
        }
        return at + 1 < body.length
                && body[at] == '<'
                && switch (body[at + 1]) {
                    case '?', 'r', 'f' -> true;
                    default -> false;
                };
    }

    private static boolean isNamedFeed(MimeType type) {
        return type.subtype().equals("rss+xml") || type.subtype().equals("atom+xml");
    }

    private static boolean hasHtmlRoot(byte[] body) {
        return HtmlRoot.PATTERN.matcher(prolog(body)).lookingAt();
    }

    private static String prolog(byte[] body) {
        return new String(body, 0, Math.min(body.length, PROLOG_BYTES_MAX), StandardCharsets.ISO_8859_1);
    }
}
