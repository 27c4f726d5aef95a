package ayatori.broker;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The program of the broker's process. It prints {@value #READY} when clients may connect, and ends cleanly when its standard
 * input does: when the process that started it closes it, or has died.
 *
 * <p>It calls Kafka's server by reflection, so that nothing else of this module, and no module above it, sees Kafka's classes.
 */
final class BrokerProcess {
    static final String READY = "ready";

    private static final int END_OF_INPUT = -1;

    private BrokerProcess() {}

    /**
     * Runs the broker.
     *
     * @param arguments the file of properties, and whether the data folder is to be formatted
     */
    public static void main(String[] arguments) throws Exception {
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        Path file = Path.of(arguments[0]);
        ignore("INT");
        ignore("HUP");
        PrintStream out = System.out;
        System.setOut(System.err); // what Kafka prints is for the log
        try {
            if (Boolean.parseBoolean(arguments[1])) {
                format(file);
            }
            Object server = server(file);
            call(server, "startup");
            out.println(READY);
            out.flush();
            awaitEndOfInput();
            call(server, "shutdown");
            call(server, "awaitShutdown");
            Runtime.getRuntime().halt(0);
        } catch (InvocationTargetException e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    /** Ctrl-C in a terminal reaches the process that started this one too, which ends this one in order. */
    private static void ignore(String signal) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        type.getMethod("handle", type, handler)
                .invoke(
                        null,
                        type.getConstructor(String.class).newInstance(signal),
                        handler.getField("SIG_IGN").get(null));
    }

    /** Writes what marks a folder as the broker's, as {@code kafka-storage.sh format} does. */
    private static void format(Path file) throws ReflectiveOperationException {
        Object code = Class.forName("kafka.tools.StorageTool")
                .getMethod("execute", String[].class, PrintStream.class)
                .invoke(
                        null,
                        new String[] {
                            "format", "-t", BrokerLayout.CLUSTER_ID, "-c", file.toString(), "--ignore-formatted"
                        },
                        System.err);
        if (!Integer.valueOf(0).equals(code)) {
            throw new IllegalStateException("the data folder cannot be formatted (code " + code + ")");
        }
    }

    private static Object server(Path file) throws IOException, ReflectiveOperationException {
        var properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        Class<?> options = Class.forName("kafka.server.KafkaConfig");
        Class<?> time = Class.forName("org.apache.kafka.common.utils.Time");
        return Class.forName("kafka.server.KafkaRaftServer")
                .getConstructor(options, time)
                .newInstance(
                        options.getMethod("fromProps", Properties.class).invoke(null, properties),
                        time.getField("SYSTEM").get(null));
    }

    private static void call(Object server, String method) throws ReflectiveOperationException {
        Class.forName("kafka.server.Server").getMethod(method).invoke(server);
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() != END_OF_INPUT) {
                // Nothing is said to it.
            }
        } catch (IOException e) {
            // The other end is gone too.
        }
    }

    /** The bytes of a file of properties. */
    static byte[] file(Properties properties) {
        var text = new StringBuilder();
        properties.stringPropertyNames().stream()
                .sorted()
                .forEach(name -> text.append(name)
                        .append('=')
                        .append(properties.getProperty(name).replace("\\", "\\\\"))
                        .append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
