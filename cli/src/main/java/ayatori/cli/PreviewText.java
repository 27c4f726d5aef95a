package ayatori.cli;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlPreview;
import ayatori.crawler.CrawlPreview.LeftOut;
import ayatori.crawler.Delay;
import java.util.ArrayList;
import java.util.List;

/** The lines of {@code --dry-run}: a pure function of the preview, the options and the width. */
final class PreviewText {
    private static final int LEFT_OUT_SHOWN = 20;

    private PreviewText() {}

    static List<String> lines(CrawlPreview preview, CrawlOptions options, int width, Style style) {
        var lines = new ArrayList<String>();
        lines.add(style.bold("Would be requested first"));
        preview.first()
                .forEach(asked -> lines.add("  "
                        + TerminalText.right(Figures.time(asked.after()), 7) + "  "
                        + TerminalText.escape(asked.url())));
        if (!preview.isAll()) {
            lines.add("           and more");
        }
        lines.add("  The times are those of answers that take 0.1 s each.");
        lines.add("");
        lines.add(style.bold("In scope"));
        sentences(preview, options)
                .forEach(sentence -> TerminalText.wrap(TerminalText.escape(sentence), width - 2)
                        .forEach(line -> lines.add("  " + line)));
        if (!preview.named().isEmpty()) {
            lines.add("");
            lines.add(style.bold("Excluded, but requested since it is named"));
            preview.named().forEach(excluded -> lines.add(line(excluded)));
        }
        long leftOut = preview.leftOutByReason().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (leftOut > 0) {
            lines.add("");
            lines.add(style.bold("Out of scope") + style.dot() + Figures.count(leftOut, "URL", "URLs"));
            preview.leftOut().stream().limit(LEFT_OUT_SHOWN).forEach(left -> lines.add(line(left)));
            if (leftOut > Math.min(LEFT_OUT_SHOWN, preview.leftOut().size())) {
                lines.add("  and more");
            }
        }
        lines.add("");
        lines.add("Nothing was requested, and nothing was written.");
        return lines;
    }

    private static String line(LeftOut left) {
        return "  " + TerminalText.escape(left.url()) + "  (" + left.reason().label() + ": "
                + TerminalText.escape(left.rule()) + ")";
    }

    private static List<String> sentences(CrawlPreview preview, CrawlOptions options) {
        var sentences = new ArrayList<String>();
        sentences.add(Figures.count(preview.seeds(), "URL", "URLs") + " to start with; " + preview.reach() + ".");
        options.extent().include().forEach(regex -> sentences.add("Only URLs that --include " + regex + " matches."));
        options.extent().exclude().forEach(regex -> sentences.add("No URLs that --exclude " + regex + " matches."));
        if (options.extent().depth() != Integer.MAX_VALUE) {
            sentences.add("Links that are " + options.extent().depth() + " links away at most (--depth).");
        }
        sentences.add(
                options.pace().robots()
                        ? "What robots.txt allows to " + options.access().userAgent() + "."
                        : "robots.txt is not read (--no-robots).");
        String delay = options.pace().delay() instanceof Delay.Fixed(var fixed) ? Figures.time(fixed) : "auto";
        sentences.add(Figures.count(options.pace().concurrency(), "request", "requests") + " at a time, "
                + options.pace().perHost() + " to one host, delay " + delay + ".");
        options.hosts().all().forEach(host -> sentences.add("Of its own: " + host.host() + "."));
        return sentences;
    }
}
