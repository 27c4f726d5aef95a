package ayatori.cli;

import java.util.List;

/** A row of bars, one column each, scaled to the highest. */
final class Sparkline {

    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final String ASCII_BARS = "_.-:=+*#";

    private Sparkline() {}

    /** The last {@code width} values at most, one column each, oldest first. */
    static String of(List<Double> values, int width, Style style) {
        String bars = style.unicode() ? BARS : ASCII_BARS;
        List<Double> shown = values.subList(Math.max(0, values.size() - Math.max(0, width)), values.size());
        double highest = shown.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        var line = new StringBuilder(shown.size());
        for (double value : shown) {
            int bar = highest == 0 ? 0 : (int) Math.round(value / highest * (bars.length() - 1));
            line.append(bars.charAt(bar));
        }
        return line.toString();
    }
}
