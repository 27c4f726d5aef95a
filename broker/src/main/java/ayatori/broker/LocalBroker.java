package ayatori.broker;

import ayatori.broker.BrokerLayout.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A Kafka broker on loopback, in a process of its own. It is ready when {@link #start} returns, after some seconds, and ends when
 * this process does, however that ends.
 *
 * {@snippet :
 * try (LocalBroker broker = LocalBroker.start(Path.of("kafka"))) {
 *     System.out.println("bootstrap.servers=" + broker.address());
 * }
 * }
 *
 * <p>What clients have written stays in the folder, and is there again when a broker is started over it.
 */
public final class LocalBroker implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String LOG = "broker.log";
    private static final long START_SECONDS = 120;
    private static final long STOP_SECONDS = 20;

    private final BrokerLayout layout;
    private Process process;
    private volatile boolean isReady;

    private LocalBroker(BrokerLayout layout, Process process) {
        this.layout = layout;
        this.process = process;
    }

    /**
     * Starts a broker on free ports.
     *
     * @param folder what it keeps; created if it is missing
     * @throws IOException if it does not become ready; its log in the folder says why
     */
    public static LocalBroker start(Path folder) throws IOException {
        return start(folder, 0);
    }

    /**
     * Starts a broker.
     *
     * @param port where clients connect; 0 for a free one
     */
    public static LocalBroker start(Path folder, int port) throws IOException {
        List<Ports> ports = freePorts(1);
        if (port != 0) {
            ports = List.of(new Ports(port, ports.getFirst().controllers()));
        }
        var layout = new BrokerLayout(1, LOOPBACK, ports, folder, Map.of());
        var broker = new LocalBroker(layout, launch(layout));
        broker.awaitReady();
        return broker;
    }

    /**
     * Starts brokers that form one cluster. Topics and the brokers' own state have up to three copies.
     *
     * @param folder gets a folder for each broker
     */
    public static List<LocalBroker> startAll(Path folder, int count) throws IOException {
        return startAll(folder, LOOPBACK, count, Map.of());
    }

    /**
     * The same, on another address of this machine.
     *
     * @param host the address
     * @param more properties of Kafka's server that are set besides, or instead
     */
    public static List<LocalBroker> startAll(Path folder, String host, int count, Map<String, String> more)
            throws IOException {
        List<Ports> ports = freePorts(count);
        List<LocalBroker> brokers = new ArrayList<>();
        try {
            for (int id = 1; id <= count; id++) {
                var layout = new BrokerLayout(id, host, ports, folder.resolve("broker-" + id), more);
                brokers.add(new LocalBroker(layout, launch(layout)));
            }
            for (LocalBroker broker : brokers) {
                broker.awaitReady();
            }
            return List.copyOf(brokers);
        } catch (IOException e) {
            brokers.forEach(LocalBroker::kill);
            throw e;
        }
    }

    /** {@return where clients connect: host and port} */
    public String address() {
        return layout.address();
    }

    /** {@return the number of its process} */
    public long pid() {
        return process.pid();
    }

    /** {@return whether its process runs} */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process at once, as a power failure would. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /**
     * Starts it again, at the same place and with what it has kept, after {@link #kill} or {@link #close}.
     *
     * @throws IllegalStateException if it runs
     */
    public void restart() throws IOException {
        if (process.isAlive()) {
            throw new IllegalStateException("the broker runs");
        }
        isReady = false;
        process = launch(layout);
        awaitReady();
    }

    /** Stops it, and waits for that. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close(); // the end of its standard input
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException e) {
            // It has died already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    private static Process launch(BrokerLayout layout) throws IOException {
        Path folder = Files.createDirectories(layout.folder());
        Path file = folder.resolve("broker.properties");
        Files.write(file, BrokerProcess.file(layout.properties()));
        boolean isNew = Files.notExists(folder.resolve("data"));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        var builder = new ProcessBuilder(
                java.toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                BrokerLibraries.classPath(),
                BrokerProcess.class.getName(),
                file.toString(),
                String.valueOf(isNew));
        builder.redirectError(
                ProcessBuilder.Redirect.appendTo(folder.resolve(LOG).toFile()));
        return builder.start();
    }

    private void awaitReady() throws IOException {
        Process starting = process;
        CompletableFuture.delayedExecutor(START_SECONDS, TimeUnit.SECONDS).execute(() -> {
            if (!isReady) {
                starting.destroyForcibly();
            }
        });
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals(BrokerProcess.READY)) {
                isReady = true;
                return;
            }
        }
        kill();
        throw new IOException("the broker did not start; " + layout.folder().resolve(LOG) + " says why");
    }

    /** Ports that are free now, and that no other broker of the list gets. */
    private static List<Ports> freePorts(int brokers) throws IOException {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * brokers; i++) {
                open.add(new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK)));
            }
            List<Ports> ports = new ArrayList<>();
            for (int i = 0; i < brokers; i++) {
                ports.add(new Ports(
                        open.get(2 * i).getLocalPort(), open.get(2 * i + 1).getLocalPort()));
            }
            return ports;
        } finally {
            for (ServerSocket socket : open) {
                socket.close();
            }
        }
    }
}
