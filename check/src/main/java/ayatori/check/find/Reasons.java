package ayatori.check.find;

import java.util.Map;

/** What went wrong, in a few words. */
final class Reasons {
    private static final Map<Integer, String> PHRASES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(402, "Payment Required"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(408, "Request Timeout"),
            Map.entry(410, "Gone"),
            Map.entry(414, "URI Too Long"),
            Map.entry(418, "I'm a teapot"),
            Map.entry(421, "Misdirected Request"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(451, "Unavailable For Legal Reasons"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private Reasons() {}

    /** Such as {@code 404 Not Found}, or {@code timeout}. */
    static String of(Answer answer) {
        String error = answer.error();
        if (error != null) {
            String message = answer.message();
            return message == null ? error : error + ": " + message;
        }
        String phrase = PHRASES.get(answer.status());
        return phrase == null ? "status " + answer.status() : answer.status() + " " + phrase;
    }
}
