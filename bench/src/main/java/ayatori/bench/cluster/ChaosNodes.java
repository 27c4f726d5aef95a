package ayatori.bench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The nodes of a trial, in processes of their own. */
final class ChaosNodes implements AutoCloseable {
    private final Path folder;
    private final String bootstrap;
    private final String crawl;
    private final Map<String, Process> nodes = new HashMap<>();

    ChaosNodes(Path folder, String bootstrap, String crawl) {
        this.folder = folder;
        this.bootstrap = bootstrap;
        this.crawl = crawl;
    }

    /** Properties in a system property: {@code name=value}, separated by spaces. */
    static Map<String, String> properties(String systemProperty) {
        return read(System.getProperty(systemProperty, ""));
    }

    static Map<String, String> read(String text) {
        Map<String, String> properties = new HashMap<>();
        for (String property : text.split(" ", -1)) {
            int equals = property.indexOf('=');
            if (equals > 0) {
                properties.put(property.substring(0, equals), property.substring(equals + 1));
            }
        }
        return properties;
    }

    Process start(String id) throws IOException {
        return start(id, List.of());
    }

    /** @param prefix comes before its command line */
    Process start(String id, List<String> prefix) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file", ""),
                "-cp",
                System.getProperty("java.class.path"),
                "ayatori.bench.cluster.ChaosNode",
                bootstrap,
                crawl,
                id,
                state(id).toString(),
                System.getProperty("node", "")));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(id).toFile()))
                .start();
        nodes.put(id, process);
        return process;
    }

    Process process(String id) {
        return Objects.requireNonNull(nodes.get(id), id);
    }

    Collection<String> ids() {
        return nodes.keySet();
    }

    /** The folder of a node's state. */
    Path state(String id) {
        return folder.resolve(id);
    }

    private Path log(String id) {
        return folder.resolve(id + ".log");
    }

    /** How often a node has joined, by its log. */
    long timesReady(String id) throws IOException {
        try (Stream<String> lines = Files.lines(log(id))) {
            return lines.filter("ready"::equals).count();
        }
    }

    /** What a node has printed last. */
    String lastWords(String id) throws IOException {
        List<String> lines = Files.readAllLines(log(id));
        return lines.isEmpty() ? "" : lines.getLast();
    }

    void signal(String id, String name) throws IOException, InterruptedException {
        Commands.run("kill", "-" + name, String.valueOf(process(id).pid()));
    }

    @Override
    public void close() {
        nodes.values().forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }
}
