package ayatori.crawler.engine;

import ayatori.crawler.archive.EncodedCapture;
import ayatori.crawler.frontier.Output;
import ayatori.web.url.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one step of the frontier loop gives: records, skipped URLs and commands. It is collected first, and then written,
 * counted and sent as a whole; a step that fails leaves nothing. Reused from step to step.
 */
final class Step {
    private final List<Result.Fetched> pages = new ArrayList<>();
    private final List<Output.Skip> skips = new ArrayList<>();
    private final List<List<Output.Command>> batches = new ArrayList<>();
    private final List<RobotsTarget> robotsTargets = new ArrayList<>();
    private final List<EncodedCapture> captures = new ArrayList<>();
    private final List<Output.Forward> forwards = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final List<String> widened = new ArrayList<>();
    private boolean isUrgent;

    /** The target of a robots.txt's redirect, to be requested. */
    private record RobotsTarget(Output.FetchRobots command, Url location) {}

    /** A message to a shard. */
    record Told(int shard, byte[] message) {}

    /** A step whose commands go to so many fetch loops. */
    Step(int fetchLoops) {
        for (int i = 0; i < fetchLoops; i++) {
            batches.add(new ArrayList<>());
        }
    }

    void page(Result.Fetched page) {
        pages.add(page);
    }

    /** Archives a capture of something other than a page; null for nothing. */
    void archive(@Nullable EncodedCapture capture) {
        if (capture != null) {
            captures.add(capture);
        }
    }

    /** Takes what the frontier says. */
    void add(Output output) {
        if (output instanceof Output.Command command) {
            batchFor(command.origin(), command.slot()).add(command);
        } else if (output instanceof Output.Skip skip) {
            skips.add(skip);
        } else if (output instanceof Output.Forward forward) {
            forwards.add(forward);
        }
    }

    /**
     * A host's first connection is on the host's own loop, the next on the next loop, and so on: a host with one request at
     * a time stays on one loop, a busy one uses all cores, and it never has more connections than requests under way.
     */
    private List<Output.Command> batchFor(String origin, int slot) {
        return batches.get(Math.floorMod(origin.hashCode() + slot, batches.size()));
    }

    /** Has the target of a robots.txt's redirect requested. */
    void follow(Output.FetchRobots command, Url location) {
        robotsTargets.add(new RobotsTarget(command, location));
    }

    /** Sends a message to a shard, perhaps to this one. */
    void tell(int shard, byte[] message) {
        told.add(new Told(shard, message));
    }

    /** Asks for the step to be committed at once: a host has asked to be left alone. */
    void commitAtOnce() {
        isUrgent = true;
    }

    /** A seed has led to a URL, and widened the scope. */
    void widened(String url) {
        widened.add(url);
    }

    boolean isUrgent() {
        return isUrgent;
    }

    List<Result.Fetched> pages() {
        return pages;
    }

    List<EncodedCapture> captures() {
        return captures;
    }

    /** Links to URLs of other shards. */
    List<Output.Forward> forwards() {
        return forwards;
    }

    /** Messages to shards, as they are to arrive. */
    List<Told> told() {
        return told;
    }

    /** Where seeds have led. */
    List<String> widened() {
        return widened;
    }

    List<Output.Skip> skips() {
        return skips;
    }

    /** Sends the commands to their fetch loops, and tells which pages are under way from now on. */
    void send(List<FetchLoop> fetchLoops, Consumer<Output.Fetch> onSent) {
        for (int i = 0; i < batches.size(); i++) {
            List<Output.Command> batch = batches.get(i);
            if (!batch.isEmpty()) {
                batches.set(i, new ArrayList<>());
                for (Output.Command command : batch) {
                    if (command instanceof Output.Fetch fetch) {
                        onSent.accept(fetch);
                    }
                }
                fetchLoops.get(i).send(batch);
            }
        }
        for (RobotsTarget target : robotsTargets) {
            int home = Math.floorMod(target.location().origin().hashCode(), fetchLoops.size());
            fetchLoops.get(home).sendRobots(target.command(), target.location());
        }
        robotsTargets.clear();
    }

    void clear() {
        pages.clear();
        skips.clear();
        captures.clear();
        forwards.clear();
        told.clear();
        widened.clear();
        robotsTargets.clear();
        isUrgent = false;
        for (List<Output.Command> batch : batches) {
            batch.clear();
        }
    }
}
