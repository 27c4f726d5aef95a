package ayatori.crawler.archive;

import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One exchange as it is to be archived.
 *
 * @param url the URL that was requested
 * @param at when the request started
 * @param address where the answer came from; null if that is not known
 * @param wire the bytes; closed by the code that archives or drops the capture
 * @param hasHead whether the answer begins with a whole HTTP head
 * @param truncated why the answer is not whole, in WARC's words; null if it is
 */
public record Capture(
        String url,
        Instant at,
        @Nullable InetAddress address,
        WireCapture wire,
        boolean hasHead,
        @Nullable String truncated)
        implements AutoCloseable {
    @Override
    public void close() {
        wire.close();
    }
}
