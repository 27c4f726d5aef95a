package ayatori.web.http;

import ayatori.async.Async;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JDK's resolver, on worker threads. It tells no TTL. */
final class SystemLookup implements NameLookup {
    private static final Duration FOUND_FOR = Duration.ofSeconds(60);
    private static final Duration NOT_FOUND_FOR = Duration.ofSeconds(10);

    @Override
    public Answer lookUp(String hostName) throws IOException {
        try {
            List<InetAddress> found = Async.toThread(() -> addresses(hostName));
            return new Answer(found, found.isEmpty() ? NOT_FOUND_FOR : FOUND_FOR);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static List<InetAddress> addresses(String hostName) throws UnknownHostException {
        try {
            return List.of(InetAddress.getAllByName(hostName));
        } catch (UnknownHostException e) {
            if (isFinal(e.getMessage())) {
                return List.of();
            }
            throw e;
        }
    }

    /**
     * Whether the system knows that there is no such name or address. Any other failure is temporary: EAI_AGAIN, EAI_FAIL,
     * EAI_SYSTEM; and so is the bare host name with which the JDK repeats a failure for 10 s, whatever its reason was.
     */
    static boolean isFinal(@Nullable String message) {
        return message != null
                && (message.endsWith(": Name or service not known") // EAI_NONAME of glibc
                        || message.endsWith(": No address associated with hostname") // EAI_NODATA
                        || message.endsWith(": Name does not resolve") // musl
                        || message.endsWith("nodename nor servname provided, or not known") // macOS
                        || message.startsWith("No such host is known")); // Windows
    }
}
