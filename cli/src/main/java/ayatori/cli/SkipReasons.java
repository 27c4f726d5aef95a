package ayatori.cli;

import ayatori.crawler.SkipReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Explains the reasons in {@code skipped.jsonl}. */
final class SkipReasons {

    /** The columns that a reason's meaning and an example need side by side. */
    private static final int WITH_EXAMPLE = 68;

    private SkipReasons() {}

    /** What a reason means; empty if it is not known. */
    static String meaning(String label) {
        return Arrays.stream(SkipReason.values())
                .filter(reason -> reason.label().equals(label))
                .findFirst()
                .map(SkipReasons::meaning)
                .orElse("");
    }

    private static String meaning(SkipReason reason) {
        return switch (reason) {
            case ROBOTS -> "robots.txt denies it";
            case ROBOTS_UNREACHABLE -> "its host's robots.txt cannot be fetched";
            case CRAWL_DELAY -> "its host's Crawl-delay is too long to wait";
            case RETRY_AFTER -> "its host's Retry-After is too long to wait";
            case SCOPE -> "out of scope";
            case DEPTH -> "too many links away";
            case BUDGET -> "a limit of the crawl was reached";
            case STOPPED -> "the crawl ended while it was being requested";
            case HOST_LIMIT -> "a limit of its host was reached";
            case TRAP -> "looks endlessly generated";
            case PRIVATE_ADDRESS -> "a private address";
            case TYPE -> "not a page: an image, archive or document";
            case INVALID -> "not a URL that can be requested";
            case NOFOLLOW -> "its page asks not to follow links";
            case NOT_DUE -> "has probably not changed";
        };
    }

    /** A table of reasons: count, meaning, and an example if the window is wide enough. */
    static List<String> lines(Map<String, Long> counts, Map<String, String> exampleByReason, int width, Style style) {
        var lines = new ArrayList<String>();
        counts.forEach((reason, count) -> {
            String line = "  " + TerminalText.left(TerminalText.escape(reason), 19, style.cut())
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
