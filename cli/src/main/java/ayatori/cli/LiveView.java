package ayatori.cli;

import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlProgress.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of the live view: a pure function of a snapshot, the rates so far and the window's size. No line is wider than the
 * window.
 */
final class LiveView {

    /** Below this width, the view has one column. */
    private static final int WIDE = 60;

    private static final int HOSTS_MAX = 8;

    private final String what;
    private final Style style;

    /**
     * @param what what is crawled, for the first line
     * @param style what the terminal can show
     */
    LiveView(String what, Style style) {
        this.what = TerminalText.escape(what);
        this.style = style;
    }

    /** The lines for a window of {@code width} columns, {@code height} lines at most. */
    List<String> lines(CrawlProgress progress, RateHistory rates, int width, int height) {
        var lines = new ArrayList<String>();
        lines.add(heading(progress, width));
        boolean airy = height >= 12;
        if (airy) {
            lines.add("");
        }
        lines.addAll(width >= WIDE ? wideFigures(progress, rates, width) : narrowFigures(progress, rates, width));
        int room = height - lines.size() - (airy ? 3 : 1);
        if (room >= 1 && !progress.busiest().isEmpty()) {
            if (airy) {
                lines.add("");
            }
            lines.add(style.faint(hostLine("busiest hosts", "queued", "in flight", width)));
            progress.busiest().stream()
                    .limit(Math.min(room, HOSTS_MAX))
                    .map(host -> host(host, width))
                    .forEach(lines::add);
        }
        return lines.subList(0, Math.max(1, Math.min(lines.size(), height)));
    }

    private String heading(CrawlProgress progress, int width) {
        String time = switch (progress.state()) {
            case RUNNING -> Figures.clock(progress.elapsed());
            case STOPPING -> "stopping" + style.dot() + Figures.clock(progress.elapsed());
            case ENDED -> "done" + style.dot() + Figures.clock(progress.elapsed());
        };
        int room = width - TerminalText.columns(time) - 1;
        if (room < 8) {
            return TerminalText.clip(time, width, style.cut());
        }
        String name = "ayatori";
        String rest = TerminalText.left(style.dot() + what, Math.max(0, room - name.length()), style.cut());
        return style.bold(name) + rest + " " + style.faint(time);
    }

    private List<String> wideFigures(CrawlProgress progress, RateHistory rates, int width) {
        String pages = "  pages " + TerminalText.right(Figures.count(progress.pages()), 11);
        String pageRate = TerminalText.right(Figures.rate(rates.pagesPerSecond()) + "/s", 12);
        String data = "  data  " + TerminalText.right(Figures.bytes((double) progress.bytes()), 11);
        String dataRate = TerminalText.right(Figures.bytes(rates.bytesPerSecond()) + "/s", 12);
        int room = width - TerminalText.columns(pages + pageRate) - 4;
        String course = Sparkline.of(rates.course(), room, style);
        return List.of(
                pages + style.bold(pageRate) + "  " + style.cyan(course),
                data + dataRate,
                fit(
                        width,
                        "  queued" + TerminalText.right(Figures.count(progress.queued()), 11),
                        "    in flight " + Figures.count(progress.inFlight()),
                        errors(progress, "    errors "),
                        "    skipped " + Figures.count(progress.skipped())));
    }

    private List<String> narrowFigures(CrawlProgress progress, RateHistory rates, int width) {
        String pages = "pages " + TerminalText.right(Figures.count(progress.pages()), 9);
        String pageRate = TerminalText.right(Figures.rate(rates.pagesPerSecond()) + "/s", 12);
        int room = width - TerminalText.columns(pages + pageRate) - 1;
        String course = Sparkline.of(rates.course(), room, style);
        String data = "data  " + TerminalText.right(Figures.bytes((double) progress.bytes()), 9);
        String dataRate = TerminalText.right(Figures.bytes(rates.bytesPerSecond()) + "/s", 12);
        String queued = "queued" + TerminalText.right(Figures.count(progress.queued()), 9);
        return List.of(
                fit(width, pages, style.bold(pageRate), course.isEmpty() ? "" : " " + style.cyan(course)),
                fit(width, data, dataRate),
                fit(width, queued, "   in flight " + Figures.count(progress.inFlight())),
                fit(width, errors(progress, "errors"), "   skipped " + Figures.count(progress.skipped())));
    }

    private String errors(CrawlProgress progress, String label) {
        String count = label.endsWith(" ")
                ? Figures.count(progress.errors())
                : TerminalText.right(Figures.count(progress.errors()), 9);
        return label + (progress.errors() == 0 ? count : style.red(count));
    }

    private String host(Host host, int width) {
        String name = TerminalText.escape(host.origin().replaceFirst("^https?://", ""));
        if (host.blocked().compareTo(Duration.ZERO) > 0) {
            name += " (asked us to wait " + Figures.time(host.blocked()) + ")";
        }
        return hostLine(name, Figures.count(host.queued()), Figures.count(host.inFlight()), width);
    }

    private String hostLine(String name, String queued, String inFlight, int width) {
        boolean wide = width >= WIDE;
        String numbers = TerminalText.right(queued, wide ? 12 : 9) + (wide ? TerminalText.right(inFlight, 12) : "");
        String indent = wide ? "  " : "";
        int room = Math.min(width, 100) - indent.length() - numbers.length();
        if (room < 8) {
            return TerminalText.clip(indent + name, width, style.cut());
        }
        return indent + TerminalText.left(name, room, style.cut()) + numbers;
    }

    /** As many of the parts, in order, as fit into a line of {@code width} columns. */
    private static String fit(int width, String... parts) {
        var line = new StringBuilder();
        int used = 0;
        for (String part : parts) {
            used += TerminalText.columns(part.replaceAll("\u001b\\[[0-9;]*m", ""));
            if (used > width) {
                break;
            }
            line.append(part);
        }
        return line.toString();
    }
}
