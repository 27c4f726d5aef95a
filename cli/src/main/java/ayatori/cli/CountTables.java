package ayatori.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tables of counts, beside each other if the window is wide enough. */
final class CountTables {

    private static final int COLUMN = 26;

    private CountTables() {}

    /**
     * What was answered, what went wrong, what was skipped, and how a recrawl compares; each as a table unless it is
     * empty.
     */
    static List<String> lines(
            Map<Integer, Long> byStatus,
            Map<String, Long> byError,
            Map<String, Long> skipped,
            Map<String, Long> byChange,
            int width,
            Style style) {
        List<List<String>> tables = Stream.of(
                        table("answered", byClass(byStatus), style),
                        table("errors", bySize(byError), style),
                        table("skipped", bySize(skipped), style),
                        table("compared", bySize(byChange), style))
                .filter(table -> !table.isEmpty())
                .toList();
        if (width >= tables.size() * COLUMN) {
            return besideEachOther(tables);
        }
        var lines = new ArrayList<String>();
        tables.forEach(table -> {
            lines.add("");
            table.forEach(line -> lines.add(line.stripTrailing()));
        });
        return lines;
    }

    /** Statuses in classes, in the order of their numbers. */
    static Map<String, Long> byClass(Map<Integer, Long> byStatus) {
        var classes = new LinkedHashMap<String, Long>();
        new TreeMap<>(byStatus).forEach((status, count) -> {
            if (status != 0) {
                classes.merge(className(status), count, Long::sum);
            }
        });
        long unanswered = byStatus.getOrDefault(0, 0L);
        if (unanswered > 0) {
            classes.put("no answer", unanswered);
        }
        return classes;
    }

    private static String className(int status) {
        if (status == 304) {
            return "304 not modified";
        }
        return switch (status / 100) {
            case 2 -> "2xx success";
            case 3 -> "3xx redirects";
            case 4 -> "4xx refused";
            case 5 -> "5xx failed";
            default -> status / 100 + "xx";
        };
    }

    /** Counts without zeros, the largest first. */
    static Map<String, Long> bySize(Map<String, Long> counts) {
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
