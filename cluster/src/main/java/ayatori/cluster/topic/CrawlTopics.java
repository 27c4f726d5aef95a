package ayatori.cluster.topic;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The names of one crawl's topics.
 *
 * @param prefix comes before all of them: empty, or as the operators of the Kafka cluster ask for
 * @param crawl the crawl's name: up to 100 letters, digits, and {@code . _ -}
 */
public record CrawlTopics(String prefix, String crawl) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}");
    private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,100}");

    /** @throws IllegalArgumentException if Kafka would not allow such names: its message is one sentence */
    public CrawlTopics {
        if (!NAME.matcher(crawl).matches()) {
            throw new IllegalArgumentException(
                    "'" + crawl
                            + "' cannot be the name of a crawl: it may have up to 100 letters, digits, dots, hyphens and underscores.");
        }
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "'" + prefix
                            + "' cannot be a prefix of topics: it may have up to 100 letters, digits, dots, hyphens and underscores.");
        }
    }

    /** The {@code application.id} of Kafka Streams: also the consumer group, and the beginning of the names of transactions. */
    public String applicationId() {
        return prefix + crawl;
    }

    /** Links on their way to their shards. */
    public String links() {
        return name("links");
    }

    /** Lines of {@code pages.jsonl}. */
    public String pages() {
        return name("pages");
    }

    /** Lines of {@code links.jsonl}. */
    public String pageLinks() {
        return name("page-links");
    }

    /** Lines of {@code items.jsonl}. */
    public String items() {
        return name("items");
    }

    /** Lines of {@code skipped.jsonl}. */
    public String skipped() {
        return name("skipped");
    }

    /** Where the captures of a crawl that is archived are. */
    public String captures() {
        return name("captures");
    }

    /** What more than one process must know of the crawl. */
    public String control() {
        return name("control");
    }

    /** The changes of the shards' stores. */
    public String changelog() {
        return name("frontier-changelog");
    }

    /** The topics of records, whose partitions are the shards that recorded them. */
    public List<String> records() {
        return List.of(pages(), pageLinks(), items(), skipped(), captures());
    }

    /** All topics that are created at the start. */
    public List<String> all() {
        return List.of(links(), pages(), pageLinks(), items(), skipped(), captures(), control(), changelog());
    }

    private String name(String topic) {
        return applicationId() + "-" + topic;
    }
}
