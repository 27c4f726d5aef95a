package ayatori.cluster.topic;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the brokers, and what the names of all topics begin with.
 *
 * @param bootstrap the brokers to connect to first
 * @param properties of Kafka's clients, such as those of TLS and SASL; they may hold secrets
 * @param prefix what the names of topics, groups and transactions begin with
 */
public record Connection(String bootstrap, Map<String, String> properties, String prefix) {
    private static final Pattern BOOTSTRAP = Pattern.compile(
            "(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):[0-9]{1,5}(,(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):[0-9]{1,5})*");

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,100}");

    /** Copies the properties. */
    public Connection {
        properties = Map.copyOf(properties);
    }

    /**
     * Reads a file of properties.
     *
     * @param config the file; null for none
     * @throws IllegalArgumentException if something cannot be meant, with a sentence for the user that repeats no value of the file
     */
    public static Connection of(String bootstrap, @Nullable Path config, String prefix) {
        if (!BOOTSTRAP.matcher(bootstrap).matches()) {
            throw new IllegalArgumentException(
                    "'" + bootstrap + "' names no broker; write for example --bootstrap kafka1:9092,kafka2:9092");
        }
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("'" + prefix
                    + "' cannot begin the name of a topic: letters, digits, dots, dashes and underscores can");
        }
        return new Connection(bootstrap, config == null ? Map.of() : read(config), prefix);
    }

    private static Map<String, String> read(Path config) {
        var properties = new Properties();
        try (Reader in = Files.newBufferedReader(config)) {
            properties.load(in);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + config + " for --config", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the file " + config + " for --config cannot be read as properties");
        }
        Map<String, String> map = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }

    /** {@return properties of a client, to which more can be added} */
    public Map<String, Object> clientProperties() {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("bootstrap.servers", bootstrap);
        return all;
    }

    /** Shows no property: they may be secrets. */
    @Override
    public String toString() {
        return bootstrap + (prefix.isEmpty() ? "" : ", prefix " + prefix);
    }
}
