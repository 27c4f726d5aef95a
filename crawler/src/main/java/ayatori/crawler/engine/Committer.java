package ayatori.crawler.engine;

import ayatori.async.Async;
import ayatori.async.EventLoop;
import ayatori.async.Task;
import ayatori.async.TimerHandle;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.sink.SinkMark;
import ayatori.crawler.store.DurableStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits accepted steps in groups: half a second after the first, or after so many pages, or at once when a step asks for
 * it. Belongs to the frontier loop.
 *
 * <p>A commit is one order of things: flush the sinks; note their lengths and checksums in the store; freeze the store; then,
 * in the background, sync the sinks and write the store's commit. While that runs, the crawl goes on, the next group
 * gathers, and its records are flushed for readers. So the store never knows of bytes that the sinks could lose, and a crash
 * takes both back to the same step.
 *
 * <p>A crawl without a durable store has the same rhythm, so that readers see each record within a second, and counts as
 * committed what was flushed.
 */
final class Committer {
    private static final Logger LOG = LoggerFactory.getLogger("ayatori.crawler");
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final int PAGES_MAX = 1000;

    private final EventLoop loop;
    private final Background background;
    private final @Nullable DurableStore store;
    private final Sinks sinks;
    private final Frontier frontier;
    private final CrawlState state;
    private final Consumer<IOException> onFailure;

    private int pagesPending;
    private boolean isPending;
    private boolean isUrgent;
    private @Nullable TimerHandle timer;

    /** The commit that is being written; null if none is. */
    private @Nullable Task<?> underWay;

    /** Why a commit failed; null while none has. */
    private @Nullable IOException failure;

    private Tally committed;

    /**
     * Starts without anything to commit.
     *
     * @param store null if the state is not durable
     * @param onFailure told on the loop when a commit fails; no other follows
     */
    Committer(
            EventLoop loop,
            Background background,
            @Nullable DurableStore store,
            Sinks sinks,
            Frontier frontier,
            CrawlState state,
            Consumer<IOException> onFailure) {
        this.loop = loop;
        this.background = background;
        this.store = store;
        this.sinks = sinks;
        this.frontier = frontier;
        this.state = state;
        this.onFailure = onFailure;
        this.committed = state.tally().copy();
    }

    /** Takes note of a step whose records are in the sinks and whose changes are in the store. */
    void accepted(Step step) {
        isPending = true;
        pagesPending += step.pages().size();
        isUrgent |= step.isUrgent() || sinks.hasLate(); // what is to be copied takes its room on the disk twice
        schedule();
    }

    /** What was counted up to the last commit. */
    Tally committed() {
        return committed;
    }

    private void finish() throws Exception {
        if (failure == null) {
            sinks.flush(); // readers need not wait for the commit under way
        }
        awaitLast();
        if (failure != null) {
            throw failure;
        }
        write(prepare(true));
    }

    /**
     * Makes readers see what was recorded, at once and without the loop, which has died. For a crawl without a durable store;
     * with one, what comes after the last commit is not counted.
     */
    void finishDead() throws IOException {
        if (store == null && failure == null) {
            sinks.flush();
            sinks.copyLate();
            sinks.committed(sinks.mark());
            committed = state.tally().copy();
        }
    }

    /**
     * Commits what is pending, or drops it if that may or can not be done. Runs as a task of the loop.
     *
     * @return why it could not be committed; null if it was, or was not meant to be
     */
    @Nullable IOException end(boolean mayCommit) throws Exception {
        if (mayCommit) {
            try {
                finish();
                return null;
            } catch (IOException e) {
                failure = e;
            }
        }
        awaitLast();
        try {
            sinks.rollBack();
        } catch (IOException e) {
            LOG.debug("what was written after the last commit could not be removed", e);
        }
        return mayCommit ? failure : null;
    }

    private void awaitLast() throws Exception {
        cancelTimer();
        isPending = false;
        Task<?> last = underWay;
        if (last != null) {
            last.await();
        }
    }

    private void schedule() {
        if (!isPending || failure != null) {
            return;
        }
        if (underWay == null && (isUrgent || pagesPending >= PAGES_MAX)) {
            start();
        } else if (timer == null) {
            timer = loop.callLater(INTERVAL, this::due);
        }
    }

    /** Commits, or shows readers what is pending while an earlier commit waits for a slow disk. */
    private void due() {
        timer = null;
        isUrgent = true;
        if (underWay != null) {
            try {
                sinks.flush();
            } catch (IOException e) {
                fail(e);
            }
        }
        schedule();
    }

    private void start() {
        cancelTimer();
        isPending = false;
        isUrgent = false;
        pagesPending = 0;
        try {
            Prepared prepared = prepare(false);
            underWay = Async.createTask(() -> {
                writeOrFail(prepared);
                return true;
            });
        } catch (IOException e) {
            fail(e);
        }
    }

    /** One commit, ready to be written. */
    private record Prepared(List<SinkMark> marks, Tally tally, DurableStore.@Nullable Commit commit) {}

    private Prepared prepare(boolean isLast) throws IOException {
        sinks.flush();
        List<SinkMark> marks = sinks.mark();
        if (store == null) {
            return new Prepared(marks, state.tally().copy(), null);
        }
        frontier.save();
        state.save(store, marks);
        return new Prepared(marks, state.tally().copy(), isLast ? store.freezeLast() : store.freeze());
    }

    private void writeOrFail(Prepared prepared) throws Exception {
        try {
            write(prepared);
        } catch (IOException e) {
            fail(e);
            return;
        } finally {
            underWay = null;
        }
        schedule();
    }

    private void write(Prepared prepared) throws Exception {
        DurableStore.Commit commit = prepared.commit();
        if (sinks.hasLate()) {
            background.run(sinks::copyLate);
        }
        if (commit != null) {
            background.run(sinks::sync);
        }
        // From here on the store may know of these bytes, even if its write fails: they must stay.
        sinks.committed(prepared.marks());
        committed = prepared.tally();
        if (commit != null) {
            background.run(commit::write);
        }
    }

    private void fail(IOException e) {
        failure = e;
        cancelTimer();
        onFailure.accept(e);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
