package ayatori.report.html;

import ayatori.report.site.Overview.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The geometry of bar charts: numbers for the templates {@code bars} and {@code columns}. */
final class Charts {
    private Charts() {}

    /**
     * A horizontal bar in a row of a table.
     *
     * @param name what is counted
     * @param count how many
     * @param share of all
     * @param width in hundredths
     * @param look the class of its colour
     * @param more further figures; empty for none
     */
    record Bar(String name, String count, String share, String width, String look, String more) {}

    /** A table with bars. The longest is as wide as its column. */
    static List<Bar> bars(List<Count> counts, boolean withBytes, boolean byStatus) {
        long max = counts.stream().mapToLong(Count::count).max().orElse(1);
        long all = counts.stream().mapToLong(Count::count).sum();
        List<Bar> bars = new ArrayList<>();
        for (Count count : counts) {
            bars.add(new Bar(
                    Wording.inert(count.name()),
                    Wording.count(count.count()),
                    Wording.percent(count.count(), all),
                    number(100.0 * count.count() / Math.max(max, 1)),
                    byStatus ? look(count.name()) : "plain",
                    withBytes ? Wording.bytes(count.bytes()) : ""));
        }
        return bars;
    }

    private static String look(String status) {
        return switch (status.charAt(0)) {
            case '2' -> "good";
            case '3' -> "moved";
            case '4', '5', 'n' -> "bad";
            default -> "plain";
        };
    }

    /**
     * A chart of columns.
     *
     * @param summary what it shows, for those who do not see it
     * @param columns its columns
     */
    record Columns(String summary, List<Column> columns) {}

    /**
     * A column.
     *
     * @param x its left edge
     * @param y its upper edge
     * @param width its width
     * @param height its height
     * @param middle its middle
     * @param labelY where its count stands
     * @param count its count
     * @param name what is counted; broken into two lines
     */
    record Column(
            String x,
            String y,
            String width,
            String height,
            String middle,
            String labelY,
            String count,
            String name,
            String name2) {}

    private static final int WIDTH = 640;
    private static final int HEIGHT = 170;
    private static final int TOP = 18;

    /** A chart of columns, from left to right. */
    static Columns columns(String title, List<Count> counts) {
        long max = Math.max(counts.stream().mapToLong(Count::count).max().orElse(1), 1);
        double step = (double) WIDTH / Math.max(counts.size(), 6);
        List<Column> columns = new ArrayList<>();
        List<String> summary = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            Count count = counts.get(i);
            double height = (double) (HEIGHT - TOP) * count.count() / max;
            if (count.count() > 0) {
                height = Math.max(height, 1.5);
            }
            int space = count.name().indexOf(' ');
            columns.add(new Column(
                    number(i * step + step * 0.1),
                    number(HEIGHT - height),
                    number(step * 0.8),
                    number(height),
                    number(i * step + step / 2),
                    number(HEIGHT - height - 5),
                    count.count() == 0 ? "" : Wording.count(count.count()),
                    space < 0 ? count.name() : count.name().substring(0, space),
                    space < 0 ? "" : count.name().substring(space + 1)));
            summary.add(count.name() + ": " + Wording.count(count.count()));
        }
        return new Columns(title + ". " + String.join("; ", summary) + ".", columns);
    }

    /** A coordinate. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
