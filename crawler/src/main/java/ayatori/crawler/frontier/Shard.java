package ayatori.crawler.frontier;

import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;

/**
 * Which of several frontiers a host belongs to. All names of a registered domain belong to the same, so that the domain's
 * delay and limit of requests can be kept there.
 *
 * <p>The shard is the XXH3 64-bit hash of the registered domain's UTF-8, unsigned, modulo the number of shards. It depends
 * on nothing else but the public suffix list, so every process and every version computes the same.
 */
public final class Shard {
    private Shard() {}

    /**
     * The shard of a host, from 0 to one less than {@code shards}.
     *
     * @param host a URL's host as the URL parser serializes it: in lower case, or an address
     * @throws IllegalArgumentException if {@code shards} is less than 1
     */
    public static int of(String host, int shards) {
        if (shards < 1) {
            throw new IllegalArgumentException("shards must be at least 1: " + shards);
        }
        byte[] domain = RegisteredDomain.of(host).getBytes(StandardCharsets.UTF_8);
        long hash = Hashing.xxh3_64().hashBytesToLong(domain);
        return (int) Long.remainderUnsigned(hash, shards);
    }
}
