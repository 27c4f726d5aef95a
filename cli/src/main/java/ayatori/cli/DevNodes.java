package ayatori.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The processes of the nodes that {@code ayatori cluster dev} has started. They end when this process does. */
final class DevNodes implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;
    private static final int SIGNALLED = 128;

    private final Path data;
    private final String crawl;
    private final List<Node> running = new ArrayList<>();
    private int started;

    /** @param data gets a folder and a log for each node */
    DevNodes(Path data, String crawl) {
        this.data = data;
        this.crawl = crawl;
    }

    /**
     * A node.
     *
     * @param id its name in the crawl
     * @param log what it prints
     */
    record Node(String id, Process process, Path log) {
        long pid() {
            return process.pid();
        }

        /** Why it has ended, by the last line that it has printed; empty if a signal has ended it. */
        Optional<String> reason() throws IOException {
            if (process.exitValue() >= SIGNALLED) {
                return Optional.empty();
            }
            List<String> lines = Files.readString(log, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.isEmpty() ? Optional.empty() : Optional.of(TerminalText.escape(lines.getLast()));
        }
    }

    Node start(String bootstrap) throws IOException {
        started++;
        String id = "node-" + started;
        Path log = data.resolve(id + ".log");
        List<String> command = List.of(
                "cluster",
                "node",
                "--bootstrap",
                bootstrap,
                "--name",
                crawl,
                "--state-dir",
                data.resolve(id).toString(),
                "--id",
                id,
                "--with-parent");
        var node = new Node(id, OwnProgram.start(log, command), log);
        running.add(node);
        return node;
    }

    /** Those that have ended since the last call. */
    List<Node> takeEnded() {
        List<Node> ended = new ArrayList<>();
        for (Iterator<Node> each = running.iterator(); each.hasNext(); ) {
            Node node = each.next();
            if (!node.process().isAlive()) {
                ended.add(node);
                each.remove();
            }
        }
        return ended;
    }

    boolean areAnyAlive() {
        return !running.isEmpty();
    }

    @Override
    public void close() throws IOException {
        for (Node node : running) {
            try {
                node.process().getOutputStream().close(); // the end of its standard input
            } catch (IOException _) {
                // It has ended already.
            }
        }
        for (Node node : running) {
            try {
                if (!node.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    node.process().destroyForcibly();
                }
            } catch (InterruptedException e) {
                node.process().destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
