package ayatori.web.cookie;

import ayatori.web.url.Url;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A parsed {@code Set-Cookie} line (section 5.6), not yet checked for whether the server may set it.
 *
 * @param domain the last Domain attribute, in lower case without its leading dot; empty if there is none
 * @param path the last Path attribute; null if there is none that is a path
 */
record SetCookie(
        String name,
        String value,
        String domain,
        @Nullable String path,
        boolean secure,
        boolean httpOnly,
        SameSite sameSite,
        @Nullable Instant expires) {

    /** Of name and value together. */
    private static final int PAIR_BYTES_MAX = 4096;

    private static final int ATTRIBUTE_BYTES_MAX = 1024;

    /** The longest lifetime of a cookie. */
    private static final Duration AGE_MAX = Duration.ofDays(400);

    /** Parses a line; null if it sets nothing. */
    static @Nullable SetCookie parse(String line, Instant now) {
        if (line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
            return null;
        }
        int semicolon = line.indexOf(';');
        String pair = semicolon < 0 ? line : line.substring(0, semicolon);
        int equals = pair.indexOf('=');
        String name = equals < 0 ? "" : trim(pair.substring(0, equals));
        String value = trim(pair.substring(equals + 1));
        if (name.length() + value.length() > PAIR_BYTES_MAX || (name.isEmpty() && value.isEmpty())) {
            return null;
        }
        var attributes = new Attributes(now);
        for (int at = semicolon; at >= 0; ) {
            int end = line.indexOf(';', at + 1);
            attributes.add(line.substring(at + 1, end < 0 ? line.length() : end));
            at = end;
        }
        return new SetCookie(
                name,
                value,
                attributes.domain,
                attributes.path,
                attributes.secure,
                attributes.httpOnly,
                attributes.sameSite,
                attributes.maxAge == null ? attributes.expires : attributes.maxAge);
    }

    /** The cookie to store when {@code from} sends this line; null if {@code from} may not set it (section 5.7). */
    @Nullable Cookie storedFrom(Url from) {
        String host = from.host();
        String wanted = domain;
        if (!wanted.isEmpty() && Domains.isPublicSuffix(wanted)) {
            if (!wanted.equals(host)) {
                return null;
            }
            wanted = "";
        }
        if (!wanted.isEmpty() && !Domains.match(host, wanted)) {
            return null;
        }
        boolean hostOnly = wanted.isEmpty();
        if (secure && !from.scheme().equals("https")) {
            return null;
        }
        String lower = (name.isEmpty() ? value : name).toLowerCase(Locale.ROOT);
        boolean securePrefix = lower.startsWith("__secure-");
        boolean hostPrefix = lower.startsWith("__host-");
        if (securePrefix || hostPrefix) {
            boolean kept = !name.isEmpty() && secure && (securePrefix || (hostOnly && "/".equals(path)));
            if (!kept) {
                return null;
            }
        }
        return new Cookie(
                name,
                value,
                hostOnly ? host : wanted,
                hostOnly,
                path == null ? Paths.defaultPath(from.path()) : path,
                secure,
                httpOnly,
                sameSite,
                expires);
    }

    /** Removes spaces and tabs only: other white space is part of the value. */
    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isWhiteSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\t';
    }

    /** The attributes; the last one of each name counts. */
    private static final class Attributes {
        private final Instant now;
        private String domain = "";
        private @Nullable String path;
        private boolean secure;
        private boolean httpOnly;
        private SameSite sameSite = SameSite.DEFAULT;
        private @Nullable Instant expires;
        private @Nullable Instant maxAge;

        private Attributes(Instant now) {
            this.now = now;
        }

        void add(String attribute) {
            int equals = attribute.indexOf('=');
            String value = equals < 0 ? "" : trim(attribute.substring(equals + 1));
            if (value.length() > ATTRIBUTE_BYTES_MAX) {
                return;
            }
            String name = trim(equals < 0 ? attribute : attribute.substring(0, equals));
            switch (name.toLowerCase(Locale.ROOT)) {
                case "expires" -> {
                    Instant date = CookieDate.parse(value);
                    expires = date == null ? expires : atMost(date);
                }
                case "max-age" -> maxAge(value);
                case "domain" -> domain = (value.startsWith(".") ? value.substring(1) : value).toLowerCase(Locale.ROOT);
                case "path" -> path = value.startsWith("/") ? value : null;
                case "secure" -> secure = true;
                case "httponly" -> httpOnly = true;
                case "samesite" -> sameSite = SameSite.of(value);
                default -> {} // unknown attributes are ignored
            }
        }

        private void maxAge(String value) {
            if (!value.matches("-?[0-9]+")) {
                return;
            }
            if (value.startsWith("-") || value.matches("0+")) {
                maxAge = Instant.EPOCH;
            } else {
                // Ten digits are three hundred years.
                String digits = value.replaceFirst("^0+", "");
                long seconds = digits.length() > 10 ? Long.MAX_VALUE : Long.parseLong(digits);
                maxAge = now.plusSeconds(Math.min(seconds, AGE_MAX.toSeconds()));
            }
        }

        private Instant atMost(Instant date) {
            Instant last = now.plus(AGE_MAX);
            return date.isAfter(last) ? last : date;
        }
    }
}
