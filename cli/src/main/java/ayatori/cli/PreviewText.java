package ayatori.cli;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlPreview;
import ayatori.crawler.CrawlPreview.LeftOut;
import ayatori.crawler.CrawlPreview.Start;
import ayatori.crawler.Delay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The lines of {@code --dry-run}: a pure function of the preview and the width. */
final class PreviewText {
    private static final int LEFT_OUT_SHOWN = 20;

    private PreviewText() {}

    /** Prints them, and gives the exit code. */
    static int print(CrawlPreview preview, Console console) {
        lines(preview, console.outWidth(), console.outStyle()).forEach(console.out()::println);
        console.out().flush();
        return ExitCode.DONE;
    }

    static List<String> lines(CrawlPreview preview, int width, Style style) {
        var lines = new ArrayList<String>();
        lines.add(style.bold("Would be requested " + (preview.start() == Start.RESUMED ? "next" : "first")));
        first(preview, lines);
        lines.add("");
        lines.add(style.bold("In scope"));
        sentences(preview)
                .forEach(sentence -> TerminalText.wrap(TerminalText.escape(sentence), width - 2)
                        .forEach(line -> lines.add("  " + line)));
        if (!preview.named().isEmpty()) {
            lines.add("");
            lines.add(style.bold("Excluded, but requested since it is named"));
            preview.named().forEach(excluded -> lines.addAll(lines(excluded, width, style)));
        }
        leftOut(preview, width, style, lines);
        lines.add("");
        lines.add("Nothing was requested, and nothing was written.");
        return lines;
    }

    private static void first(CrawlPreview preview, List<String> lines) {
        preview.first()
                .forEach(asked -> lines.add("  "
                        + TerminalText.right(Figures.time(asked.after()), 7) + "  "
                        + TerminalText.escape(asked.url())));
        if (preview.isAtLimit()) {
            lines.add("  Nothing: a limit of the crawl is reached. Give a higher one, such as --max-pages.");
        } else if (preview.first().isEmpty()) {
            lines.add("  Nothing: there is nothing left to request.");
        } else {
            if (!preview.isAll()) {
                lines.add("           and more");
            }
            lines.add("  The times are those of answers that take 0.1 s each.");
        }
    }

    private static void leftOut(CrawlPreview preview, int width, Style style, List<String> lines) {
        Map<String, Long> counts = CountTables.bySize(preview.leftOutByReason());
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return;
        }
        String title = switch (preview.start()) {
            case NEW -> "Out of scope";
            case RESUMED -> "Left out so far";
            case REPEATED -> "Left out, or skipped by the crawl before";
        };
        lines.add("");
        lines.add(style.bold(title) + style.dot() + Figures.count(all, "URL", "URLs"));
        if (counts.size() > 1) {
            lines.add("  "
                    + counts.entrySet().stream()
                            .map(count -> count.getKey() + " " + Figures.count(count.getValue()))
                            .collect(Collectors.joining(style.dot())));
        }
        preview.leftOut().stream().limit(LEFT_OUT_SHOWN).forEach(left -> lines.addAll(lines(left, width, style)));
        if (all > Math.min(LEFT_OUT_SHOWN, preview.leftOut().size())) {
            lines.add("  and more");
        }
    }

    /** A URL with the reason: on two lines if one is too short. */
    private static List<String> lines(LeftOut left, int width, Style style) {
        String rule = left.rule().isEmpty() ? SkipReasons.meaning(left.reason().label()) : left.rule();
        String url = "  " + TerminalText.escape(left.url());
        String why = "(" + left.reason().label() + ": " + TerminalText.escape(rule) + ")";
        return TerminalText.columns(url) + 2 + TerminalText.columns(why) <= width
                ? List.of(url + "  " + style.faint(why))
                : List.of(url, "    " + style.faint(why));
    }

    private static List<String> sentences(CrawlPreview preview) {
        CrawlOptions options = preview.options();
        var sentences = new ArrayList<String>();
        String urls = switch (preview.start()) {
            case NEW -> Figures.count(preview.urls(), "URL", "URLs") + " to start with";
            case RESUMED -> Figures.count(preview.urls(), "URL waits", "URLs wait");
            case REPEATED -> Figures.count(preview.urls(), "page is", "pages are") + " known";
        };
        sentences.add(urls + "; " + preview.reach() + ".");
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
