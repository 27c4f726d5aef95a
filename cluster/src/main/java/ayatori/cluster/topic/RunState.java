package ayatori.cluster.topic;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a crawl is to go on. */
public enum RunState {
    /** Nodes request pages. */
    @JsonProperty("running")
    RUNNING,
    /** Nodes request nothing new, and wait. */
    @JsonProperty("paused")
    PAUSED,
    /** Nodes end. The crawl goes on from its last commits when it is resumed and nodes are started. */
    @JsonProperty("stopped")
    STOPPED,
    /** Nothing is left to do, or a limit is reached. Nodes end. */
    @JsonProperty("done")
    DONE;

    /** Whether nodes are to end. */
    public boolean isEnd() {
        return this == STOPPED || this == DONE;
    }
}
