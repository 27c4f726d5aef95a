package ayatori.async;

import java.util.List;

/** A task tree for people: tasks indented below those that wait for them, each with its stack. */
final class TaskTreeText {
    /** More frames of a stack than this say little more. */
    private static final int FRAMES_MAX = 24;

    private final StringBuilder text = new StringBuilder();

    private TaskTreeText() {}

    static String of(TaskTree tree) {
        var writer = new TaskTreeText();
        LoopMetrics metrics = tree.metrics();
        writer.text
                .append("loop ")
                .append(tree.loop())
                .append(": ")
                .append(metrics.tasks())
                .append(metrics.tasks() == 1 ? " task, " : " tasks, ")
                .append(metrics.timers())
                .append(metrics.timers() == 1 ? " timer, " : " timers, ")
                .append(metrics.passes())
                .append(" passes\n");
        writer.nodes(tree.roots(), "");
        return writer.text.toString();
    }

    private void nodes(List<TaskTree.Node> nodes, String indent) {
        for (int i = 0; i < nodes.size(); i++) {
            boolean last = i == nodes.size() - 1;
            node(nodes.get(i), indent + (last ? "└── " : "├── "), indent + (last ? "    " : "│   "));
        }
    }

    private void node(TaskTree.Node node, String head, String indent) {
        text.append(head).append(node.name()).append(": ").append(status(node)).append('\n');
        if (node.repeated()) {
            return;
        }
        String frameIndent = indent + (node.children().isEmpty() ? "    " : "│   ");
        frames(node.stack(), frameIndent + "at ");
        if (!node.created().isEmpty()) {
            text.append(frameIndent).append("created\n");
            frames(node.created(), frameIndent + "  at ");
        }
        nodes(node.children(), indent);
    }

    private static String status(TaskTree.Node node) {
        String status = switch (node.state()) {
            case CREATED -> "has not run yet";
            case RUNNING -> "is running";
            case READY -> "is ready";
            case WAITING -> "waits for " + node.awaits();
            case BLOCKED -> "is in a call that blocks";
        };
        return node.repeated() ? status + " (see elsewhere)" : status;
    }

    private void frames(List<StackTraceElement> frames, String head) {
        int shown = Math.min(frames.size(), FRAMES_MAX);
        for (StackTraceElement frame : frames.subList(0, shown)) {
            text.append(head).append(frame).append('\n');
        }
        if (shown < frames.size()) {
            text.append(head).append(frames.size() - shown).append(" more\n");
        }
    }
}
