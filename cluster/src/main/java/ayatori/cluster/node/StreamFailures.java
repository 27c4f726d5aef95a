package ayatori.cluster.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how a node goes on when the thread of Kafka Streams has failed: with a new thread if the brokers were the cause, since they
 * come back; not at all if the disk or the crawler was.
 */
final class StreamFailures implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(StreamFailures.class);

    /** So many threads may fail within a minute. */
    private static final int PATIENCE = 20;

    private final InstantSource clock;
    private final Deque<Instant> recent = new ArrayDeque<>();
    private volatile @Nullable Throwable fatal;

    StreamFailures(InstantSource clock) {
        this.clock = clock;
    }

    /** What has ended the node; null if nothing has. */
    @Nullable Throwable fatal() {
        return fatal;
    }

    /** The reason in a few words. */
    static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        Instant now = clock.instant();
        recent.add(now);
        while (recent.getFirst().isBefore(now.minus(Duration.ofMinutes(1)))) {
            recent.removeFirst();
        }
        if (mayPass(failure) && recent.size() <= PATIENCE) {
            LOG.warn("The node goes on after a failure of the brokers: {}", reason(failure));
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        fatal = failure;
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static boolean mayPass(Throwable failure) {
        boolean isKafka = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationException
                    || cause instanceof AuthorizationException
                    || cause instanceof ProcessorStateException) {
                return false;
            }
            isKafka |= cause instanceof KafkaException;
            if (cause.getCause() == null) {
                // A failure of the crawler comes wrapped in one of Kafka's.
                return isKafka && cause instanceof KafkaException;
            }
        }
        return false;
    }
}
