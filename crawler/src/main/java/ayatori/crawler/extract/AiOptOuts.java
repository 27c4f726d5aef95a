package ayatori.crawler.extract;

import ayatori.web.http.Headers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a page reserves itself from use by AI: {@code noai} and {@code noimageai} among its robots directives, and the TDM
 * Reservation Protocol (W3C community group report, 2024) in its headers and metas.
 */
final class AiOptOuts {
    static final int CHARS_MAX = 2_000;
    private static final Pattern SIGNAL = Pattern.compile("(?i)\\bai-(train|input)\\s*=\\s*no\\b");

    private AiOptOuts() {}

    /** Only what the page says. */
    static Map<String, @Nullable Object> of(List<String> robots, Map<String, List<String>> metas, Headers headers) {
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        for (String directive : List.of("noai", "noimageai")) {
            if (robots.stream().anyMatch(value -> has(value, directive))) {
                found.put(directive, true);
            }
        }
        String reservation = value("tdm-reservation", metas, headers);
        if (reservation != null) {
            found.put("tdmReservation", reservation.equals("1"));
        }
        String policy = value("tdm-policy", metas, headers);
        if (policy != null) {
            found.put("tdmPolicy", policy);
        }
        String signal = headers.first("Content-Signal");
        if (signal != null && !signal.isBlank()) {
            found.put("contentSignal", Texts.cut(signal.strip(), CHARS_MAX));
        }
        return found;
    }

    /**
     * Whether what a page says is about its text. {@code noimageai} is not; of {@code Content-Signal}, {@code ai-train=no} and
     * {@code ai-input=no} are.
     */
    static boolean areAboutText(Map<?, ?> found) {
        return Boolean.TRUE.equals(found.get("noai"))
                || Boolean.TRUE.equals(found.get("tdmReservation"))
                || (found.get("contentSignal") instanceof String signal
                        && SIGNAL.matcher(signal).find());
    }

    private static boolean has(String directives, String wanted) {
        for (String directive : directives.toLowerCase(Locale.ROOT).split("[,;:\\s]+", -1)) {
            if (directive.equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** The header's value, else the meta's. */
    private static @Nullable String value(String name, Map<String, List<String>> metas, Headers headers) {
        String header = headers.first(name);
        if (header != null) {
            return Texts.cut(header.strip(), CHARS_MAX);
        }
        List<String> meta = metas.get(name);
        return meta == null ? null : meta.getFirst().strip();
    }
}
