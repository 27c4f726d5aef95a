package ayatori.web.auth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One challenge of a WWW-Authenticate field (RFC 9110 section 11.6.1).
 *
 * @param scheme in lower case
 * @param parameters by name, in lower case; the first one of each name
 */
record Challenge(String scheme, Map<String, String> parameters) {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";

    /** A parameter, or a scheme that may be followed by a token68. */
    private static final Pattern PART = Pattern.compile("[ \t,]*+(?:(?<name>" + TOKEN
            + ")[ \t]*+=[ \t]*+(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*+)\"|(?<token>" + TOKEN + "))[ \t]*+(?=,|$)"
            + "|(?<scheme>" + TOKEN + ")(?:[ \t]++[0-9A-Za-z._~+/-]++=*+[ \t]*+(?=,|$))?+)");

    /** A longer field is ignored: what a server sends here is kept for its later requests. */
    private static final int FIELD_LENGTH_MAX = 4096;

    private static final int CHALLENGES_MAX = 20;

    /** The challenges of all fields, in order. A part that cannot be parsed ends its field. */
    static List<Challenge> parse(List<String> fields) {
        var challenges = new ArrayList<Challenge>();
        for (String field : fields) {
            if (field.length() > FIELD_LENGTH_MAX) {
                continue;
            }
            Matcher part = PART.matcher(field);
            Challenge current = null;
            for (int at = 0; part.region(at, field.length()).lookingAt(); at = part.end()) {
                String name = part.group("name");
                if (name == null && challenges.size() == CHALLENGES_MAX) {
                    return challenges;
                }
                if (name == null) {
                    current = new Challenge(part.group("scheme").toLowerCase(Locale.ROOT), new HashMap<>());
                    challenges.add(current);
                } else if (current != null) {
                    String quoted = part.group("quoted");
                    String value = quoted == null
                            ? Objects.requireNonNull(part.group("token"))
                            : quoted.replaceAll("\\\\(.)", "$1");
                    current.parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
                }
            }
        }
        return challenges;
    }

    @Nullable String parameter(String name) {
        return parameters.get(name);
    }

    boolean says(String name, String value) {
        return value.equalsIgnoreCase(parameters.get(name));
    }
}
