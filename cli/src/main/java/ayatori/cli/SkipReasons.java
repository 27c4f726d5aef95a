package ayatori.cli;

import ayatori.crawler.SkipReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the reasons in {@code skipped.jsonl} mean. */
final class SkipReasons {

    /** The room a reason's meaning and an example of it take beside each other. */
    private static final int WITH_EXAMPLE = 68;

    private SkipReasons() {}

    private static String meaning(String label) {
        return Arrays.stream(SkipReason.values())
                .filter(reason -> reason.label().equals(label))
                .findFirst()
                .map(SkipReasons::meaning)
                .orElse("");
    }

    private static String meaning(SkipReason reason) {
        return switch (reason) {
            case ROBOTS -> "robots.txt denies it";
            case SCOPE -> "outside of what was asked for";
            case DEPTH -> "too many links away";
            case BUDGET -> "enough was fetched already";
            case STOPPED -> "the crawl ended while it was being requested";
            case HOST_LIMIT -> "enough of its host was fetched already";
            case TRAP -> "looks generated without end";
            case PRIVATE_ADDRESS -> "an address of a private network";
            case TYPE -> "no page: an image, an archive, a document";
            case INVALID -> "no URL that can be requested";
            case NOFOLLOW -> "its page asks not to follow it";
        };
    }

    /** A table of the reasons: how often, what that means, and an example where the window is wide enough. */
    static List<String> lines(Map<String, Long> counts, Map<String, String> exampleByReason, int width, Style style) {
        var lines = new ArrayList<String>();
        counts.forEach((reason, count) -> {
            String line = "  " + TerminalText.left(TerminalText.escape(reason), 17, style.cut())
                    + TerminalText.right(Figures.count(count), 7) + "  ";
            String meaning = meaning(reason);
            String example = TerminalText.escape(exampleByReason.getOrDefault(reason, ""));
            int room = width - TerminalText.columns(line);
            if (room < TerminalText.columns(meaning)) {
                lines.add(line.stripTrailing());
                lines.add("    " + style.faint(TerminalText.clip(meaning, Math.max(width - 4, 0), style.cut())));
            } else if (room < WITH_EXAMPLE) {
                lines.add(line + meaning);
            } else {
                lines.add(line
                        + TerminalText.left(meaning, 44, style.cut())
                        + style.faint(TerminalText.clip(example, room - 44, style.cut())));
            }
        });
        return lines;
    }
}
