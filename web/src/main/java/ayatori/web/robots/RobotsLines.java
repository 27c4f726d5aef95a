package ayatori.web.robots;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The numbers of the Disallow lines of one robots.txt, which the parser does not tell. Only for people: a verdict never
 * depends on them.
 */
final class RobotsLines {
    private final Collection<String> tokens;
    private final UnaryOperator<String> encoding;
    private final Map<String, Integer> ofOurGroups = new HashMap<>();
    private final Map<String, Integer> ofAllCrawlers = new HashMap<>();

    /** Whether the group that is read is for us, and for all crawlers. */
    private boolean isOurs;

    private boolean isForAll;

    /** Whether the line before was a User-agent too, so that both begin one group. */
    private boolean isInAgents;

    private RobotsLines(Collection<String> tokens, UnaryOperator<String> encoding) {
        this.tokens = tokens;
        this.encoding = encoding;
    }

    /**
     * The number of the first Disallow line of each pattern, counted from 1, in the groups that hold for a crawler.
     *
     * @param text in UTF-8
     * @param tokens the crawler's names, in lower case
     * @param encoding the form in which patterns are compared
     */
    static Map<String, Integer> of(byte[] text, Collection<String> tokens, UnaryOperator<String> encoding) {
        var lines = new RobotsLines(tokens, encoding);
        int number = 1;
        int start = 0;
        for (int i = 0; i <= text.length; i++) {
            if (i == text.length || text[i] == '\n' || text[i] == '\r') {
                lines.read(text, start, i, number);
                boolean isOneEnd = i + 1 < text.length && text[i] == '\r' && text[i + 1] == '\n';
                i += isOneEnd ? 1 : 0;
                start = i + 1;
                number++;
            }
        }
        return lines.ofOurGroups.isEmpty() ? lines.ofAllCrawlers : lines.ofOurGroups;
    }

    private void read(byte[] text, int start, int end, int number) {
        int colon = start;
        while (colon < end && text[colon] != ':' && text[colon] != '#') {
            colon++;
        }
        if (colon == end || text[colon] == '#') {
            return;
        }
        int comment = colon;
        while (comment < end && text[comment] != '#') {
            comment++;
        }
        String field = string(text, start, colon).toLowerCase(Locale.ROOT);
        switch (field) {
            case "user-agent" -> agent(string(text, colon + 1, comment).toLowerCase(Locale.ROOT));
            case "disallow" -> {
                isInAgents = false;
                disallow(string(text, colon + 1, comment), number);
            }
            case "allow" -> isInAgents = false;
            default -> {}
        }
    }

    private void agent(String name) {
        isOurs = (isInAgents && isOurs) || tokens.contains(name);
        isForAll = (isInAgents && isForAll) || name.equals("*");
        isInAgents = true;
    }

    private void disallow(String pattern, int number) {
        if (!pattern.isEmpty() && (isOurs || isForAll)) {
            (isOurs ? ofOurGroups : ofAllCrawlers).putIfAbsent(encoding.apply(pattern), number);
        }
    }

    private static String string(byte[] text, int start, int end) {
        return new String(text, start, end - start, StandardCharsets.UTF_8).strip();
    }
}
