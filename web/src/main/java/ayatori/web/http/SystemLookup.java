package ayatori.web.http;

import ayatori.async.Async;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** The JDK's resolver, on worker threads. It does not say how long its answers hold. */
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

    private static List<InetAddress> addresses(String hostName) {
        try {
            return List.of(InetAddress.getAllByName(hostName));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
