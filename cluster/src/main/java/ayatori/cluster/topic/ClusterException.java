package ayatori.cluster.topic;

import java.io.Serial;

/** Something that a crawl in a cluster needs cannot be had. The message is one sentence for the user. */
public final class ClusterException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** An exception with a sentence. */
    public ClusterException(String sentence) {
        super(sentence);
    }

    /** An exception with a sentence and a cause. */
    public ClusterException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
