package ayatori.bench.cluster;

import java.io.IOException;
import java.util.List;

/**
 * A network namespace for one node, with a cable to the brokers and another to the web. The former can be cut: packets vanish, and nobody is
 * told. Linux, root.
 */
final class CutNetwork implements AutoCloseable {
    /** Where brokers listen. */
    static final String BROKERS = "10.99.1.1";

    /** What the addresses of the web begin with. */
    static final String WEB = "10.99.9.";

    private static final String NAME = "ayatori-chaos";

    CutNetwork() throws IOException, InterruptedException {
        remove();
        Commands.run("ip", "addr", "add", BROKERS + "/32", "dev", "lo");
        Commands.run("ip", "addr", "add", WEB + "1/24", "dev", "lo");
        Commands.run("ip", "netns", "add", NAME);
        Commands.run("ip", "-n", NAME, "link", "set", "lo", "up");
        cable("aychkafka", "kafka", "10.99.3.", BROKERS + "/32");
        cable("aychweb", "web", "10.99.4.", WEB + "0/24");
    }

    private static void cable(String here, String there, String net, String to)
            throws IOException, InterruptedException {
        Commands.run("ip", "link", "add", here, "type", "veth", "peer", "name", there, "netns", NAME);
        Commands.run("ip", "addr", "add", net + "1/30", "dev", here);
        Commands.run("ip", "link", "set", here, "up");
        Commands.run("ip", "-n", NAME, "addr", "add", net + "2/30", "dev", there);
        Commands.run("ip", "-n", NAME, "link", "set", there, "up");
        Commands.run("ip", "-n", NAME, "route", "add", to, "via", net + "1");
    }

    /** What comes before the command line of a process in the namespace. */
    List<String> prefix() {
        return List.of("ip", "netns", "exec", NAME);
    }

    void cut() throws IOException, InterruptedException {
        Commands.run("ip", "link", "set", "aychkafka", "down");
    }

    void mend() throws IOException, InterruptedException {
        Commands.run("ip", "link", "set", "aychkafka", "up");
    }

    private static void remove() throws IOException, InterruptedException {
        quietly("ip", "netns", "del", NAME);
        quietly("ip", "link", "del", "aychkafka");
        quietly("ip", "link", "del", "aychweb");
        quietly("ip", "addr", "del", BROKERS + "/32", "dev", "lo");
        quietly("ip", "addr", "del", WEB + "1/24", "dev", "lo");
    }

    private static void quietly(String... command) throws IOException, InterruptedException {
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Override
    public void close() throws IOException {
        try {
            remove();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
