package ayatori.cli;

import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlProgress.Host;
import ayatori.crawler.CrawlProgress.RecentPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The lines of the live view: a pure function of a snapshot, the rates so far, the window's size, and what the user wants to
 * see. No line is wider than the window.
 */
final class LiveView {

    /** What is shown below the figures. */
    enum Focus {
        /** The busiest hosts, and on a tall window the latest pages. */
        ALL,
        /** As many hosts as there is room for. */
        HOSTS,
        /** The latest pages with an error, or that were refused. */
        ERRORS
    }

    /** Below this width, the view has one column. */
    private static final int WIDE = 60;

    /** From this width on, hosts have room for all that they wait for. */
    private static final int VERY_WIDE = 110;

    private static final int WIDTH_MAX = 160;
    private static final int HOSTS_USUAL = 8;

    /** From this height on, the latest pages are shown too. */
    private static final int TALL = 30;

    private static final String KEYS = "p pause  + - speed  h hosts  e errors  q save and stop";

    private final String what;
    private final Style style;
    private final boolean hasKeys;

    /**
     * @param what what is crawled, for the first line
     * @param style what the terminal can show
     * @param hasKeys whether keys are read
     */
    LiveView(String what, Style style, boolean hasKeys) {
        this.what = TerminalText.escape(what);
        this.style = style;
        this.hasKeys = hasKeys;
    }

    /** The lines for a window of {@code width} columns, {@code height} lines at most. */
    List<String> lines(CrawlProgress progress, RateHistory rates, Focus focus, int width, int height) {
        var lines = new ArrayList<String>();
        lines.add(heading(progress, width));
        boolean airy = height >= 12;
        if (airy) {
            lines.add("");
        }
        lines.addAll(width >= WIDE ? wideFigures(progress, rates, width) : narrowFigures(progress, rates, width));
        if (airy) {
            lines.addAll(details(progress, width));
        }
        List<String> keys = hasKeys && airy ? List.of("", keys(progress, focus, width)) : List.of();
        int room = height - lines.size() - keys.size();
        switch (focus) {
            case ALL -> {
                int hosts = Math.min(room, height >= TALL ? Math.max(HOSTS_USUAL, room / 3) : HOSTS_USUAL) + 2;
                List<String> table = hosts(progress, airy, width, Math.min(hosts, room));
                lines.addAll(table);
                if (height >= TALL) {
                    lines.addAll(pages("latest pages", progress.details().recent(), width, room - table.size()));
                }
            }
            case HOSTS -> lines.addAll(hosts(progress, airy, width, room));
            case ERRORS -> lines.addAll(errors(progress, width, room));
        }
        lines.addAll(keys);
        return lines.subList(0, Math.max(1, Math.min(lines.size(), height)));
    }

    private String heading(CrawlProgress progress, int width) {
        double speed = progress.details().speed();
        String state = switch (progress.state()) {
            case RUNNING -> "";
            case PAUSED -> "paused" + style.dot();
            case STOPPING -> "stopping" + style.dot();
            case ENDED -> "done" + style.dot();
        };
        String time =
                (speed == 1 ? "" : "speed " + Math.round(speed * 1000) / 10.0 + "%" + style.dot()).replace(".0%", "%")
                        + state
                        + Figures.clock(progress.elapsed());
        int room = width - TerminalText.columns(time) - 1;
        if (room < 8) {
            return TerminalText.clip(time, width, style.cut());
        }
        String name = "ayatori";
        String rest = TerminalText.left(style.dot() + what, Math.max(0, room - name.length()), style.cut());
        return style.bold(name) + rest + " " + style.faint(time);
    }

    private String keys(CrawlProgress progress, Focus focus, int width) {
        String keys = KEYS;
        if (progress.state() == CrawlProgress.State.PAUSED) {
            keys = keys.replace("p pause", "p go on");
        }
        keys = switch (focus) {
            case ALL -> keys;
            case HOSTS -> keys.replace("h hosts", "h all");
            case ERRORS -> keys.replace("e errors", "e all");
        };
        return style.faint(TerminalText.clip((width >= WIDE ? "  " : "") + keys, width, style.cut()));
    }

    // ---- figures

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

    /** What was answered, what was skipped, and what is waited for: a line each, if there is something to say. */
    private List<String> details(CrawlProgress progress, int width) {
        CrawlProgress.Details details = progress.details();
        return Stream.of(
                        counts("answered", statuses(details), width),
                        counts("skipped", CountTables.bySize(details.bySkip()), width),
                        line("waiting", HostWait.phrase(HostWait.parts(progress), width - 12, style.cut()), width))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static Map<String, Long> statuses(CrawlProgress.Details details) {
        var statuses = new LinkedHashMap<String, Long>();
        CountTables.byClass(details.byStatus()).forEach((name, count) -> {
            boolean isNumbered = Character.isDigit(name.charAt(0));
            statuses.put(isNumbered ? name.split(" ", 2)[0] : name, count);
        });
        return statuses;
    }

    private String counts(String label, Map<String, Long> counts, int width) {
        var text = new StringBuilder();
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            String part = TerminalText.escape(count.getKey()) + " " + Figures.count(count.getValue());
            String more = (text.isEmpty() ? "" : style.dot()) + part;
            if (text.length() + more.length() > width - 12) {
                break;
            }
            text.append(more);
        }
        return line(label, text.toString(), width);
    }

    private String line(String label, String text, int width) {
        String indent = width >= WIDE ? "  " : "";
        return text.isEmpty() || width < 24 ? "" : indent + TerminalText.left(label, 9, style.cut()) + text;
    }

    // ---- hosts

    /** A table of the busiest hosts, of {@code rows} lines at most; empty if there is no room for one. */
    private List<String> hosts(CrawlProgress progress, boolean airy, int width, int rows) {
        var lines = new ArrayList<String>();
        if (rows < (airy ? 3 : 2) || progress.busiest().isEmpty()) {
            return lines;
        }
        if (airy) {
            lines.add("");
        }
        String busiest = progress.hosts() > progress.busiest().size()
                ? "busiest of " + Figures.count(progress.hosts(), "host", "hosts")
                : "hosts";
        lines.add(style.faint(hostLine(busiest, "queued", "", width).stripTrailing()));
        progress.busiest().stream()
                .limit(rows - lines.size())
                .map(host -> host(host, progress.state(), width))
                .forEach(lines::add);
        return lines;
    }

    private String host(Host host, CrawlProgress.State state, int width) {
        String name = HostWait.name(host);
        List<String> waits = HostWait.parts(host, state);
        if (width < WIDE && host.blocked().isPositive()) {
            name += " (" + waits.getLast() + ")";
        }
        String phrase = HostWait.phrase(waits, waitColumns(width), style.cut());
        return hostLine(name, Figures.count(host.queued()), phrase, width).stripTrailing();
    }

    private static int waitColumns(int width) {
        return width >= VERY_WIDE ? 66 : Math.max(0, (width - 10) / 2);
    }

    private String hostLine(String name, String queued, String waits, int width) {
        boolean wide = width >= WIDE;
        String rest = TerminalText.right(queued, 9)
                + (wide ? "  " + TerminalText.left(waits, waitColumns(width), style.cut()) : "");
        String indent = wide ? "  " : "";
        int room = Math.min(width, WIDTH_MAX) - indent.length() - TerminalText.columns(rest);
        if (room < 8) {
            return TerminalText.clip(indent + name, width, style.cut());
        }
        return indent + TerminalText.left(name, room, style.cut()) + rest;
    }

    // ---- pages

    private List<String> pages(String title, List<RecentPage> pages, int width, int rows) {
        var lines = new ArrayList<String>();
        if (rows < 3 || pages.isEmpty()) {
            return lines;
        }
        String indent = width >= WIDE ? "  " : "";
        lines.add("");
        lines.add(indent + style.faint(TerminalText.clip(title, width - indent.length(), style.cut())));
        pages.stream().limit(rows - 2).map(page -> page(page, indent, width)).forEach(lines::add);
        return lines;
    }

    private String page(RecentPage page, String indent, int width) {
        String status = page.status() == 0 ? "---" : String.valueOf(page.status());
        String size = width >= WIDE ? TerminalText.right(Figures.bytes((double) page.bytes()), 10) : "";
        int room = width - indent.length() - 4 - size.length() - 1;
        if (room < 8) {
            return TerminalText.clip(indent + status, width, style.cut());
        }
        String problem = page.problem() == null ? "" : TerminalText.escape(page.problem());
        String url = TerminalText.escape(page.url());
        int problemRoom = Math.min(TerminalText.columns(problem), room / 2);
        String shown = problem.isEmpty()
                ? TerminalText.clip(url, room, style.cut())
                : TerminalText.clip(url, room - problemRoom - 2, style.cut()) + "  "
                        + style.red(TerminalText.clip(problem, problemRoom, style.cut()));
        return indent + colored(page.status(), status) + " " + size + " " + shown;
    }

    private String colored(int status, String text) {
        return switch (status / 100) {
            case 2 -> style.green(text);
            case 3 -> style.cyan(text);
            default -> style.red(text);
        };
    }

    private List<String> errors(CrawlProgress progress, int width, int rows) {
        CrawlProgress.Details details = progress.details();
        var lines = new ArrayList<String>();
        String kinds = counts("errors", CountTables.bySize(details.byError()), width);
        if (rows < 4) {
            return lines;
        }
        lines.add("");
        String none = (width >= WIDE ? "  " : "") + "no errors so far";
        lines.add(kinds.isEmpty() ? TerminalText.clip(none, width, style.cut()) : kinds);
        lines.addAll(pages(
                "latest pages with an error, or with a status of 400 and above",
                details.failed(),
                width,
                rows - lines.size()));
        return lines;
    }

    /** As many of the parts, in order, as fit into a line of {@code width} columns. */
    private static String fit(int width, String... parts) {
        var line = new StringBuilder();
        int used = 0;
        for (String part : parts) {
            used += TerminalText.columnsOfColored(part);
            if (used > width) {
                break;
            }
            line.append(part);
        }
        return line.toString();
    }
}
