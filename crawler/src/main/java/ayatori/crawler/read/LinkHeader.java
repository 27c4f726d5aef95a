package ayatori.crawler.read;

import ayatori.crawler.RequisiteRole;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a Link header has a browser load (RFC 8288). */
final class LinkHeader {
    private static final String VALUE = "(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s;,\"]*+))";
    private static final Pattern LINK =
            Pattern.compile("<([^<>]*+)>((?:\\s*+;\\s*+[^\\s=;,<>\"]*+(?:\\s*+=\\s*+" + VALUE + ")?+)*+)");
    private static final Pattern PARAMETER = Pattern.compile(";\\s*+([^\\s=;,<>\"]++)\\s*+=\\s*+" + VALUE);

    private LinkHeader() {}

    /** Gives each URL that is loaded, as it is written, and what for. */
    static void forEach(List<String> values, BiConsumer<String, RequisiteRole> taker) {
        for (String value : values) {
            Matcher link = LINK.matcher(value);
            while (link.find()) {
                RequisiteRole role = role(link.group(2));
                if (role != null) {
                    taker.accept(link.group(1).strip(), role);
                }
            }
        }
    }

    private static @Nullable RequisiteRole role(String parameters) {
        String rel = "";
        String as = "";
        Matcher parameter = PARAMETER.matcher(parameters);
        while (parameter.find()) {
            String text = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
            switch (parameter.group(1).toLowerCase(Locale.ROOT)) {
                case "rel" -> rel = rel.isEmpty() ? text.toLowerCase(Locale.ROOT) : rel; // the first counts
                case "as" -> as = text.toLowerCase(Locale.ROOT);
                default -> {}
            }
        }
        List<String> rels = List.of(rel.strip().split("\\s+"));
        if (rels.contains("stylesheet")) {
            return RequisiteRole.STYLE;
        }
        if (rels.contains("modulepreload")) {
            return RequisiteRole.SCRIPT;
        }
        return rels.contains("preload") ? ofDestination(as) : null;
    }

    private static RequisiteRole ofDestination(String as) {
        return switch (as) {
            case "image" -> RequisiteRole.IMAGE;
            case "style" -> RequisiteRole.STYLE;
            case "script", "worker" -> RequisiteRole.SCRIPT;
            case "font" -> RequisiteRole.FONT;
            case "audio", "video", "track" -> RequisiteRole.MEDIA;
            case "document" -> RequisiteRole.FRAME;
            default -> RequisiteRole.OTHER;
        };
    }
}
