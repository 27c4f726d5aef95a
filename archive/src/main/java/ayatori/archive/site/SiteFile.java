package ayatori.archive.site;

import ayatori.web.mime.MimeType;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a file of a copy is, by its media type: whether it is rewritten, and how its name ends. */
enum SiteFile {
    HTML,
    XHTML,
    STYLE,
    /** A drawing, which may load others when it is a document of its own. */
    SVG,
    /** Anything else, which is copied as it is. */
    OTHER;

    /** How names end, by media type: the first is used, the others are as good. */
    private static final Map<String, String> EXTENSIONS = Map.ofEntries(
            Map.entry("text/html", ".html .htm .shtml .xhtml"),
            Map.entry("application/xhtml+xml", ".xhtml .xht"),
            Map.entry("text/css", ".css"),
            Map.entry("text/javascript", ".js .mjs"),
            Map.entry("application/javascript", ".js .mjs"),
            Map.entry("application/x-javascript", ".js .mjs"),
            Map.entry("application/json", ".json .map .webmanifest"),
            Map.entry("application/manifest+json", ".webmanifest .json"),
            Map.entry("image/png", ".png"),
            Map.entry("image/jpeg", ".jpg .jpeg .jpe .jfif"),
            Map.entry("image/gif", ".gif"),
            Map.entry("image/webp", ".webp"),
            Map.entry("image/avif", ".avif"),
            Map.entry("image/svg+xml", ".svg"),
            Map.entry("image/x-icon", ".ico"),
            Map.entry("image/vnd.microsoft.icon", ".ico"),
            Map.entry("font/woff2", ".woff2"),
            Map.entry("font/woff", ".woff"),
            Map.entry("font/ttf", ".ttf"),
            Map.entry("font/otf", ".otf"),
            Map.entry("application/pdf", ".pdf"),
            Map.entry("application/xml", ".xml .rss .atom .rdf .xsl"),
            Map.entry("text/xml", ".xml .rss .atom .rdf .xsl"),
            Map.entry("application/rss+xml", ".xml .rss"),
            Map.entry("application/atom+xml", ".xml .atom"),
            Map.entry("text/plain", ".txt .md .rst .log .text .csv"),
            Map.entry("video/mp4", ".mp4 .m4v"),
            Map.entry("video/webm", ".webm"),
            Map.entry("audio/mpeg", ".mp3"),
            Map.entry("audio/ogg", ".ogg .oga .opus"));

    static SiteFile of(@Nullable MimeType type) {
        if (type == null) {
            return OTHER;
        }
        return switch (type.essence()) {
            case "text/html" -> HTML;
            case "application/xhtml+xml" -> XHTML;
            case "text/css" -> STYLE;
            case "image/svg+xml" -> SVG;
            default -> OTHER;
        };
    }

    /** How the name of a file of a media type ends if it has no extension that fits; empty if that is not known. */
    static String extension(@Nullable MimeType type) {
        String[] known = known(type);
        return known.length == 0 ? "" : known[0];
    }

    /** The extensions that fit a media type. Of one that is not known any extension fits but that of a page. */
    static Set<String> fitting(@Nullable MimeType type, String given) {
        String[] known = known(type);
        if (known.length > 0) {
            return Set.of(known);
        }
        String lower = given.toLowerCase(Locale.ROOT);
        return lower.matches("\\.(x?html?|xht|shtml)") ? Set.of() : Set.of(lower);
    }

    private static String[] known(@Nullable MimeType type) {
        String extensions = type == null ? null : EXTENSIONS.get(type.essence());
        return extensions == null ? new String[0] : extensions.split(" ", -1);
    }
}
