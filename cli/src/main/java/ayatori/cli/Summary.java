package ayatori.cli;

import ayatori.crawler.CrawlReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The lines that are shown when a crawl has ended: a pure function of its report and the width. */
final class Summary {

    private static final int COLUMN = 26;

    private Summary() {}

    /**
     * Makes the lines, none wider than the window as far as names allow.
     *
     * @param report the crawl's report
     * @param folder the output folder
     * @param files the names of the files in it
     * @param width the window's width in columns
     * @param style what the terminal can show
     */
    static List<String> lines(CrawlReport report, Path folder, List<String> files, int width, Style style) {
        var lines = new ArrayList<String>();
        lines.addAll(headline(report, width, style));
        List<List<String>> tables = Stream.of(
                        table("answered", byClass(report), style),
                        table("errors", bySize(report.byError()), style),
                        table("skipped", bySize(report.skipped()), style))
                .filter(table -> !table.isEmpty())
                .toList();
        if (width >= tables.size() * COLUMN) {
            lines.addAll(besideEachOther(tables));
        } else {
            tables.forEach(table -> {
                lines.add("");
                table.forEach(line -> lines.add(line.stripTrailing()));
            });
        }
        if (files.isEmpty()) {
            return lines;
        }
        lines.add("");
        lines.add("  in " + TerminalText.escape(folder.toString())
                + folder.getFileSystem().getSeparator());
        TerminalText.wrap(String.join(" ", files), width - 4)
                .forEach(line -> lines.add("  " + line.replace(" ", "  ")));
        return lines;
    }

    private static List<String> headline(CrawlReport report, int width, Style style) {
        String end = switch (report.end()) {
            case DONE -> "Done";
            case BUDGET -> "Done: the limit was reached";
            case STOPPED -> "Stopped";
            case FAILED -> "Ended early";
        };
        String pages = Figures.count(report.pages(), "page", "pages") + " in " + Figures.time(report.elapsed());
        String rates = Figures.rate(report.pagesPerSecond()) + " pages/s, " + Figures.bytes((double) report.bytes());
        String whole = end + style.dot() + pages + style.dot() + rates;
        if (TerminalText.columns(whole) <= width) {
            return List.of(style.bold(end) + style.dot() + pages + style.dot() + rates);
        }
        return List.of(style.bold(end), pages, rates);
    }

    private static Map<String, Long> byClass(CrawlReport report) {
        var classes = new LinkedHashMap<String, Long>();
        report.byStatus().forEach((status, count) -> {
            if (status != 0) {
                classes.merge(className(status), count, Long::sum);
            }
        });
        long unanswered = report.byStatus().getOrDefault(0, 0L);
        if (unanswered > 0) {
            classes.put("no answer", unanswered);
        }
        return classes;
    }

    private static String className(int status) {
        return switch (status / 100) {
            case 2 -> "2xx success";
            case 3 -> "3xx redirects";
            case 4 -> "4xx refused";
            case 5 -> "5xx failed";
            default -> status / 100 + "xx";
        };
    }

    private static Map<String, Long> bySize(Map<String, Long> counts) {
        var sorted = new LinkedHashMap<String, Long>();
        counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static List<String> table(String heading, Map<String, Long> counts, Style style) {
        if (counts.isEmpty()) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        lines.add("  " + style.faint(heading) + " ".repeat(COLUMN - 2 - heading.length()));
        counts.forEach((name, count) -> lines.add(cell(TerminalText.escape(name), Figures.count(count), style)));
        return lines;
    }

    private static String cell(String name, String count, Style style) {
        int room = COLUMN - 2 - Math.max(6, count.length() + 1);
        return "  " + TerminalText.left(name, room, style.cut()) + TerminalText.right(count, COLUMN - 2 - room);
    }

    private static List<String> besideEachOther(List<List<String>> tables) {
        var lines = new ArrayList<String>();
        int rows = tables.stream().mapToInt(List::size).max().orElse(0);
        if (rows > 0) {
            lines.add("");
        }
        for (int row = 0; row < rows; row++) {
            var line = new StringBuilder();
            for (List<String> table : tables) {
                line.append(row < table.size() ? table.get(row) : " ".repeat(COLUMN));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
