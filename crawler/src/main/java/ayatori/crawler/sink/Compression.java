package ayatori.crawler.sink;

import com.github.luben.zstd.Zstd;
import java.util.Arrays;

/** How a sink's records are compressed. The name of a file tells it: {@code pages.jsonl.zst}. */
public enum Compression {
    /** As they are. */
    NONE("") {
        @Override
        byte[] encode(byte[] records, int length) {
            return length == records.length ? records : Arrays.copyOf(records, length);
        }
    },

    /**
     * As zstd frames (RFC 8878), one behind the other, each holding whole records. {@code zstdcat} reads them as one
     * stream, also while the crawl writes.
     */
    ZSTD(".zst") {
        @Override
        byte[] encode(byte[] records, int length) {
            return Zstd.compress(length == records.length ? records : Arrays.copyOf(records, length), LEVEL);
        }
    };

    private static final int LEVEL = 3;

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** {@return what it adds to a file's name} */
    public String suffix() {
        return suffix;
    }

    /** {@return how the file of a name is compressed} */
    public static Compression of(String name) {
        return name.endsWith(ZSTD.suffix) ? ZSTD : NONE;
    }

    abstract byte[] encode(byte[] records, int length);
}
