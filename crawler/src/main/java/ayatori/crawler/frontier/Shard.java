package ayatori.crawler.frontier;

import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;

/**
 * Which of several frontiers this is. All names of a registered domain belong to the same, so that the domain's delay and limit of
 * requests can be kept there.
 *
 * <p>The shard of a host is the XXH3 64-bit hash of its registered domain's UTF-8, unsigned, modulo the number of shards. It
 * depends on nothing else but the public suffix list, so every process and every version computes the same.
 *
 * @param number from 0 to one less than {@code count}
 * @param count how many shards there are; 1 if the frontier has all hosts
 */
public record Shard(int number, int count) {
    /** The only shard of a crawl. */
    public static final Shard WHOLE = new Shard(0, 1);

    public Shard {
        if (count < 1) {
            throw new IllegalArgumentException("shards must be at least 1: " + count);
        }
        if (number < 0 || number >= count) {
            throw new IllegalArgumentException(
                    "the number of a shard must be from 0 to " + (count - 1) + ": " + number);
        }
    }

    /** Whether there are others. */
    boolean isPart() {
        return count > 1;
    }

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
