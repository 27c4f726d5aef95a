package ayatori.archive.site;

import java.util.function.BiConsumer;

/** The candidates of a {@code srcset}, as the HTML standard parses them. */
final class Srcset {
    private Srcset() {}

    /** Hands out each URL and its descriptor, which may be empty. */
    static void forEach(String value, BiConsumer<String, String> receiver) {
        int at = 0;
        while (true) {
            while (at < value.length() && (isSpace(value.charAt(at)) || value.charAt(at) == ',')) {
                at++;
            }
            if (at >= value.length()) {
                return;
            }
            int start = at;
            while (at < value.length() && !isSpace(value.charAt(at))) {
                at++;
            }
            String url = value.substring(start, at);
            if (url.endsWith(",")) {
                receiver.accept(url.replaceAll(",+$", ""), "");
                continue;
            }
            int from = at;
            int depth = 0;
            while (at < value.length() && (depth > 0 || value.charAt(at) != ',')) {
                depth += value.charAt(at) == '(' ? 1 : value.charAt(at) == ')' ? -1 : 0;
                at++;
            }
            receiver.accept(url, value.substring(from, at).strip());
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
}
