package ayatori.web.cookie;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The cookie file that Netscape wrote and that curl, wget and browser extensions still read and write: a line for each
 * cookie, seven fields with tabs between them.
 *
 * <pre>
 * domain  below-too  path  https-only  expires  name  value
 * </pre>
 */
final class NetscapeFile {
    private static final String HTTP_ONLY = "#HttpOnly_";

    private NetscapeFile() {}

    static List<Cookie> read(String text) {
        var cookies = new ArrayList<Cookie>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            boolean httpOnly = line.startsWith(HTTP_ONLY);
            if (line.isBlank() || (line.startsWith("#") && !httpOnly)) {
                continue;
            }
            String[] fields = (httpOnly ? line.substring(HTTP_ONLY.length()) : line).split("\t", -1);
            Cookie cookie = cookie(fields, httpOnly);
            if (cookie == null) {
                throw new IllegalArgumentException("line " + number
                        + " is not a cookie: domain, TRUE or FALSE, path, TRUE or FALSE, expiry in seconds, name and value"
                        + " are wanted, with tabs between them");
            }
            cookies.add(cookie);
        }
        return cookies;
    }

    private static @Nullable Cookie cookie(String[] fields, boolean httpOnly) {
        // A cookie without a value may lack the last tab.
        if (fields.length < 6 || fields.length > 7 || !fields[4].matches("-?[0-9]{1,15}")) {
            return null;
        }
        String dotted = fields[0].toLowerCase(Locale.ROOT);
        String domain = dotted.startsWith(".") ? dotted.substring(1) : dotted;
        Boolean below = flag(fields[1]);
        Boolean secure = flag(fields[3]);
        String value = fields.length == 7 ? fields[6] : "";
        boolean written = !(domain + fields[2] + fields[5] + value)
                .chars()
                .anyMatch(c -> c < ' ' || c == 0x7f || c == ';' || c > 0xff);
        if (domain.isEmpty() || below == null || secure == null || !fields[2].startsWith("/") || !written) {
            return null;
        }
        long expires = Long.parseLong(fields[4]);
        return new Cookie(
                fields[5],
                value,
                domain,
                !below || Domains.isPublicSuffix(domain),
                fields[2],
                secure,
                httpOnly,
                SameSite.DEFAULT,
                expires <= 0 ? null : Instant.ofEpochSecond(expires));
    }

    private static @Nullable Boolean flag(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "TRUE" -> true;
            case "FALSE" -> false;
            default -> null;
        };
    }
}
