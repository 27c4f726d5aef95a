package ayatori.cli;

import ayatori.cluster.client.ClusterStatus;
import ayatori.cluster.client.ClusterStatus.NodeShare;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What {@code ayatori cluster status} shows: a pure function of the status and the width. */
final class ClusterStatusText {

    private static final JsonFactory JSON = new JsonFactory();

    private ClusterStatusText() {}

    /** Makes the lines, none wider than the window as far as names allow. */
    static List<String> lines(ClusterStatus status, int width, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.bold(standing(status)) + style.dot() + TerminalText.escape(status.name()));
        facts(status, style)
                .forEach(fact ->
                        TerminalText.wrap(fact, Math.max(width - 2, 1)).forEach(line -> lines.add("  " + line)));
        lines.add("");
        if (status.nodes().isEmpty()) {
            lines.add("  No node works on it. Start some:");
            lines.add("    ayatori cluster node --name " + TerminalText.escape(status.name()));
            return lines;
        }
        String columns = "  shards      pages     queued  in flight";
        int room = Math.clamp(width - 2L - columns.length(), 12, 48);
        lines.add("  "
                + style.faint(
                        TerminalText.left(Figures.count(status.nodes().size(), "node", "nodes"), room, style.cut())
                                + columns));
        for (NodeShare node : status.nodes()) {
            String name = TerminalText.escape(node.host() + " " + node.id()) + (node.isLate() ? " (silent)" : "");
            lines.add("  "
                    + TerminalText.left(name, room, style.cut())
                    + TerminalText.right(Figures.count(node.shards().size()), 8)
                    + TerminalText.right(Figures.count(node.pages()), 11)
                    + TerminalText.right(Figures.count(node.queued()), 11)
                    + TerminalText.right(Figures.count(node.inFlight()), 11));
        }
        return lines;
    }

    private static String standing(ClusterStatus status) {
        return switch (status.state()) {
            case "running" -> "Running";
            case "paused" -> "Paused";
            case "stopped" -> "Stopped";
            case "done" -> "Done";
            default -> TerminalText.escape(status.state());
        };
    }

    private static List<String> facts(ClusterStatus status, Style style) {
        List<String> facts = new ArrayList<>();
        facts.add(
                "began " + status.created() + ", " + TerminalText.escape(status.state()) + " since " + status.since());
        facts.add(Figures.count(status.pages(), "page", "pages")
                + style.dot() + Figures.count(status.queued()) + " to go"
                + style.dot() + Figures.count(status.inFlight()) + " in flight"
                + style.dot() + Figures.count(status.skipped()) + " skipped"
                + style.dot() + Figures.count(status.failed(), "failure", "failures")
                + style.dot() + Figures.bytes((double) status.bytes()));
        int without = status.shards()
                - (int) status.nodes().stream()
                        .flatMap(node -> node.shards().stream())
                        .distinct()
                        .count();
        facts.add(Figures.count(status.shards(), "shard", "shards")
                + (without == 0 ? ", each with a node" : ", of which " + Figures.count(without) + " have no node now"));
        return facts;
    }

    /** One JSON object. */
    static String json(ClusterStatus status) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("name", status.name());
            json.writeStringProperty("state", status.state().toLowerCase(Locale.ROOT));
            json.writeStringProperty("since", status.since().toString());
            json.writeStringProperty("created", status.created().toString());
            json.writeNumberProperty("shards", status.shards());
            json.writeNumberProperty("pages", status.pages());
            json.writeNumberProperty("failed", status.failed());
            json.writeNumberProperty("skipped", status.skipped());
            json.writeNumberProperty("queued", status.queued());
            json.writeNumberProperty("inFlight", status.inFlight());
            json.writeNumberProperty("hosts", status.hosts());
            json.writeNumberProperty("bytes", status.bytes());
            json.writeNumberProperty("requisites", status.requisites());
            json.writeArrayPropertyStart("nodes");
            for (NodeShare node : status.nodes()) {
                json.writeStartObject();
                json.writeStringProperty("id", node.id());
                json.writeStringProperty("host", node.host());
                json.writeStringProperty("version", node.version());
                json.writeStringProperty("seen", node.seen().toString());
                json.writeBooleanProperty("silent", node.isLate());
                json.writeArrayPropertyStart("shards");
                node.shards().forEach(json::writeNumber);
                json.writeEndArray();
                json.writeNumberProperty("pages", node.pages());
                json.writeNumberProperty("queued", node.queued());
                json.writeNumberProperty("inFlight", node.inFlight());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }
}
