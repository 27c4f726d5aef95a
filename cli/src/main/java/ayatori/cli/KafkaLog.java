package ayatori.cli;

import java.nio.file.Path;
import java.util.logging.ConsoleHandler;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where the messages of Kafka's clients go: nowhere, unless the user wants them on the screen or in a file. What matters reaches the
 * user as an error anyway, and the clients log every failed attempt to connect.
 */
final class KafkaLog implements AutoCloseable {

    private final LogFile file;

    private KafkaLog(LogFile file) {
        this.file = file;
    }

    /**
     * @param shows whether messages are shown on the screen
     * @param logFile where they are written; null for nowhere
     */
    static KafkaLog open(boolean shows, @Nullable Path logFile) {
        LibraryLogs.hush();
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            if (handler instanceof ConsoleHandler && !shows) {
                handler.setFilter(new WithoutKafka());
            }
        }
        KAFKA.setLevel(shows || logFile != null ? Level.INFO : Level.OFF);
        return new KafkaLog(LogFile.open(logFile));
    }

    /** Held, since a logger that nobody holds forgets its level. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    void line(String sentence) {
        file.line(sentence);
    }

    @Override
    public void close() {
        file.close();
    }

    private static final class WithoutKafka implements Filter {
        @Override
        public boolean isLoggable(LogRecord message) {
            return message.getLoggerName() == null || !message.getLoggerName().startsWith("org.apache.kafka");
        }
    }
}
