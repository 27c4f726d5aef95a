package ayatori.report.html;

import ayatori.report.site.Overview.Folder;
import java.util.ArrayList;
import java.util.List;

/**
 * The folders of a site as nested rectangles, each as large as it has pages: squarified treemaps (Bruls, Huizing and van Wijk
 * 2000), two levels deep.
 */
final class Treemap {
    private static final double WIDTH = 960;
    private static final double HEIGHT = 420;
    private static final double HEAD = 20;
    private static final double GAP = 2;
    private static final int COLOURS = 8;

    /**
     * A rectangle.
     *
     * @param label its text; empty where it does not fit
     * @param title what a pointer shows
     * @param look classes of its colour
     */
    record Tile(
            String x,
            String y,
            String width,
            String height,
            String textX,
            String textY,
            String label,
            String title,
            String look) {}

    private final List<Tile> tiles = new ArrayList<>();

    private Treemap() {}

    static List<Tile> of(Folder site) {
        var map = new Treemap();
        map.level(site, 0, 0, WIDTH, HEIGHT, 0, -1);
        return map.tiles;
    }

    private record Part(String name, long pages, long failed, Folder folder) {}

    /** The folders, and the pages that are in none of them. */
    private static List<Part> parts(Folder folder) {
        List<Part> parts = new ArrayList<>();
        long pages = folder.pages();
        long failed = folder.failed();
        for (Folder child : folder.folders()) {
            parts.add(new Part(child.name(), child.pages(), child.failed(), child));
            pages -= child.pages();
            failed -= child.failed();
        }
        if (pages > 0) {
            parts.add(new Part(
                    folder.folders().isEmpty() ? folder.name() : "(here)",
                    pages,
                    Math.max(failed, 0),
                    new Folder("", pages, 0, 0, List.of())));
        }
        parts.sort((a, b) -> Long.compare(b.pages(), a.pages()));
        return parts;
    }

    private void level(Folder folder, double x, double y, double width, double height, int depth, int colour) {
        List<Part> parts = parts(folder);
        double left = x;
        double top = y;
        double w = width;
        double h = height;
        double rest = parts.stream().mapToLong(Part::pages).sum();
        int from = 0;
        while (from < parts.size() && w > 0 && h > 0) {
            double area = w * h;
            double side = Math.min(w, h);
            int to = from + 1;
            double sum = parts.get(from).pages();
            while (to < parts.size()
                    && worst(parts, from, to + 1, sum + parts.get(to).pages(), side, area / rest)
                            <= worst(parts, from, to, sum, side, area / rest)) {
                sum += parts.get(to++).pages();
            }
            double thickness = area * (sum / rest) / side;
            double at = 0;
            for (int i = from; i < to; i++) {
                double length = side * parts.get(i).pages() / sum;
                int hue = depth == 0 ? i % COLOURS : colour;
                if (w >= h) {
                    tile(parts.get(i), left, top + at, thickness, length, depth, hue);
                } else {
                    tile(parts.get(i), left + at, top, length, thickness, depth, hue);
                }
                at += length;
            }
            if (w >= h) {
                left += thickness;
                w -= thickness;
            } else {
                top += thickness;
                h -= thickness;
            }
            rest -= sum;
            from = to;
        }
    }

    /** The worst ratio of sides in a row. */
    private static double worst(List<Part> parts, int from, int to, double sum, double side, double scale) {
        double largest = parts.get(from).pages() * scale;
        double smallest = parts.get(to - 1).pages() * scale;
        double row = sum * scale;
        return Math.max(side * side * largest / (row * row), row * row / (side * side * smallest));
    }

    private void tile(Part part, double x, double y, double width, double height, int depth, int colour) {
        double w = width - GAP;
        double h = height - GAP;
        if (w < 1 || h < 1) {
            return;
        }
        boolean hasFolders = depth == 0 && !part.folder().folders().isEmpty() && w > 40 && h > HEAD + 16;
        String name = Wording.inert(part.name());
        int chars = (int) (w / 7.2) - 1;
        boolean fits = h > 14 && chars >= 3;
        String count = Wording.count(part.pages());
        String label = !fits
                ? ""
                : name.length() + count.length() + 2 <= chars ? name + "  " + count : Wording.cut(name, chars);
        tiles.add(new Tile(
                Charts.number(x),
                Charts.number(y),
                Charts.number(w),
                Charts.number(h),
                Charts.number(x + 5),
                Charts.number(y + 14),
                label,
                name + ": " + Wording.count(part.pages(), "page", "pages")
                        + (part.failed() == 0 ? "" : ", " + Wording.count(part.failed()) + " failed"),
                "c" + colour + (depth == 0 ? " outer" : " inner")
                        + (part.failed() * 20 > part.pages() ? " failing" : "")));
        if (hasFolders) {
            level(part.folder(), x + 3, y + HEAD, w - 5, h - HEAD - 2, 1, colour);
        }
    }
}
