package ayatori.cli;

import ayatori.cluster.client.ClusterClient;
import ayatori.cluster.topic.ClusterException;
import ayatori.cluster.topic.Connection;
import ayatori.cluster.topic.CrawlTopics;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the brokers are, and which crawl is meant. */
final class ClusterArguments {

    private String bootstrap = "localhost:9092";
    private @Nullable Path config;
    private String prefix = "";
    private @Nullable String name;
    private boolean verbose;
    private @Nullable Path logFile;

    OptionGroup options() {
        return new OptionGroup("Kafka:")
                .value(
                        "-b --bootstrap",
                        "HOST:PORT,…",
                        text -> text,
                        value -> bootstrap = value,
                        "Brokers to connect to first (default: localhost:9092).")
                .value(
                        "--config",
                        "FILE",
                        Converters::path,
                        value -> config = value,
                        "Take properties of Kafka's clients from a file: TLS, SASL.")
                .value(
                        "--topic-prefix",
                        "TEXT",
                        text -> text,
                        value -> prefix = value,
                        "What the names of all topics, groups and transactions begin with (default: nothing).");
    }

    /** The same, with the option that names the crawl. */
    OptionGroup optionsWithName() {
        return options()
                .value(
                        "--name",
                        "NAME",
                        text -> text,
                        value -> name = value,
                        "The name of the crawl; may be left out if there is only one.");
    }

    OptionGroup logging() {
        return new OptionGroup("Display:")
                .flag("-v --verbose", value -> verbose = value, "Show what Kafka's clients log.")
                .value(
                        "--log-file",
                        "FILE",
                        Converters::path,
                        value -> logFile = value,
                        "Append what happens to a file, with times: JSON if its name ends with .json or .jsonl, else"
                                + " text.");
    }

    /** Opens the log. Kafka's clients are quiet on the screen unless the user asked for it. */
    KafkaLog log() {
        return KafkaLog.open(verbose, logFile);
    }

    /** {@return how to connect} */
    Connection connection() throws ClusterException {
        return Connection.of(bootstrap, config, prefix);
    }

    /** Connects. */
    ClusterClient connect() throws ClusterException {
        return ClusterClient.connect(connection());
    }

    /** Takes the name from a parameter instead of the option. */
    void name(String given) {
        if (name != null && !name.equals(given)) {
            throw new IllegalArgumentException("two names are given: " + name + " and " + given);
        }
        name = given;
    }

    /** Takes the name from the only parameter, if there is one. */
    void nameFrom(List<String> parameters) {
        if (parameters.size() > 1) {
            throw new IllegalArgumentException("one crawl has one name, not " + parameters.size());
        }
        parameters.forEach(this::name);
    }

    /**
     * Refuses what cannot be the name of a crawl.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    void check(String crawl) {
        var _ = new CrawlTopics(prefix, crawl);
    }

    /** The name that was given; else that of the only crawl there is. */
    String name(ClusterClient client) throws ClusterException {
        return name != null ? name : client.onlyCrawl();
    }

    /** The options that were given, but not the name, for an example. */
    String asArguments() {
        return (bootstrap.equals("localhost:9092") ? "" : " --bootstrap " + TerminalText.escape(bootstrap))
                + (config == null ? "" : " --config " + TerminalText.escape(config.toString()))
                + (prefix.isEmpty() ? "" : " --topic-prefix " + TerminalText.escape(prefix));
    }

    /** The name that was given; null if none was. */
    @Nullable String givenName() {
        return name;
    }
}
