package ayatori.report.html;

import ayatori.report.site.Overview.Sections;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The parts of a site on a circle, and the links between them as curves through it. */
final class SectionGraph {
    private static final double WIDTH = 960;
    private static final double HEIGHT = 520;
    private static final double RADIUS = 185;
    private static final int EDGES_SHOWN = 60;
    private static final int COLOURS = 8;

    /** A part: a circle as large as it has pages, and its name beside it. */
    record Node(
            String x,
            String y,
            String radius,
            String textX,
            String textY,
            String anchor,
            String label,
            String title,
            String look) {}

    /** Links in one direction: a curve as thick as there are many, in the colour of where they start. */
    record Edge(String path, String width, String look, String title) {}

    /** A row of the table. */
    record Row(String from, String to, String links) {}

    private final Sections sections;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    private SectionGraph(Sections sections) {
        this.sections = sections;
    }

    static SectionGraph of(Sections sections) {
        var graph = new SectionGraph(sections);
        graph.draw();
        return graph;
    }

    List<Node> nodes() {
        return nodes;
    }

    List<Edge> edges() {
        return edges;
    }

    List<Row> rows() {
        return rows;
    }

    private double angle(int section) {
        return 2 * Math.PI * section / sections.names().size() - Math.PI / 2;
    }

    private double x(int section, double radius) {
        return WIDTH / 2 + radius * 1.25 * Math.cos(angle(section));
    }

    private double y(int section, double radius) {
        return HEIGHT / 2 + radius * Math.sin(angle(section));
    }

    private record Link(int from, int to, long count) {}

    private void draw() {
        int count = sections.names().size();
        List<Link> links = new ArrayList<>();
        for (int from = 0; from < count; from++) {
            for (int to = 0; to < count; to++) {
                if (from != to && sections.links()[from][to] > 0) {
                    links.add(new Link(from, to, sections.links()[from][to]));
                }
            }
        }
        links.sort(Comparator.comparingLong(Link::count).reversed());
        List<Link> shown = links.subList(0, Math.min(EDGES_SHOWN, links.size()));
        double most = shown.isEmpty() ? 1 : shown.getFirst().count();
        for (Link link : shown.reversed()) {
            edge(link, most);
        }
        for (Link link : shown) {
            rows.add(new Row(name(link.from()), name(link.to()), Wording.count(link.count())));
        }
        double largest = 1;
        for (long pages : sections.pages()) {
            largest = Math.max(largest, (double) pages);
        }
        for (int section = 0; section < count; section++) {
            node(section, largest);
        }
    }

    private String name(int section) {
        return Wording.inert(sections.names().get(section));
    }

    private void edge(Link link, double most) {
        double bend = 0.25;
        double middleX = WIDTH / 2 + bend * (x(link.from(), RADIUS) - WIDTH / 2);
        double middleY = HEIGHT / 2 + bend * (y(link.from(), RADIUS) - HEIGHT / 2);
        edges.add(new Edge(
                "M" + Charts.number(x(link.from(), RADIUS)) + " " + Charts.number(y(link.from(), RADIUS)) + "Q"
                        + Charts.number(middleX) + " " + Charts.number(middleY) + " "
                        + Charts.number(x(link.to(), RADIUS)) + " " + Charts.number(y(link.to(), RADIUS)),
                Charts.number(1 + 7 * Math.sqrt(link.count() / most)),
                "c" + link.from() % COLOURS,
                name(link.from()) + " to " + name(link.to()) + ": " + Wording.count(link.count(), "link", "links")));
    }

    private void node(int section, double largest) {
        double radius = 6 + 18 * Math.sqrt(sections.pages()[section] / largest);
        double cos = Math.cos(angle(section));
        boolean isMiddle = Math.abs(cos) < 0.2;
        double beside = radius + 6;
        double textX = x(section, RADIUS) + (isMiddle ? 0 : cos > 0 ? beside : -beside);
        double textY = y(section, RADIUS) + (isMiddle ? (Math.sin(angle(section)) > 0 ? beside + 12 : -beside) : 4);
        nodes.add(new Node(
                Charts.number(x(section, RADIUS)),
                Charts.number(y(section, RADIUS)),
                Charts.number(radius),
                Charts.number(textX),
                Charts.number(textY),
                isMiddle ? "middle" : cos > 0 ? "start" : "end",
                Wording.cut(name(section), 30),
                name(section) + ": " + Wording.count(sections.pages()[section], "page", "pages"),
                "c" + section % COLOURS));
    }
}
