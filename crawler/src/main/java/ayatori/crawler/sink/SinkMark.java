package ayatori.crawler.sink;

/**
 * What a commit records of one sink: how long it is, and the checksum of what was added since the commit before.
 *
 * @param sink {@link Sink#name}
 * @param from the sink's length at the commit before
 * @param length the sink's length at this commit
 * @param checksum the CRC-32C of the bytes from one to the other
 */
public record SinkMark(String sink, long from, long length, long checksum) {
    public SinkMark {
        if (from < 0 || length < from || checksum < 0 || checksum > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(
                    "not a mark of a sink: from " + from + " to " + length + ", checksum " + checksum);
        }
    }
}
