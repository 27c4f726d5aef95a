package ayatori.crawler.engine;

import ayatori.async.EventLoop;
import ayatori.async.LoopGroup;
import ayatori.async.RunOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loops of one crawl: one for each core that fetch, one for the frontier, one for the page handler if there is one. */
final class CrawlLoops implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CrawlLoops.class);

    /** A page handler that blocks its loop must not keep a crawl from ending. */
    private static final Duration CLOSE_MAX = Duration.ofSeconds(10);

    private final List<LoopGroup> groups = new ArrayList<>();
    private final LoopGroup fetching;
    private final LoopGroup frontier;
    private final @Nullable LoopGroup handling;

    private CrawlLoops(boolean hasHandler) {
        int cores = Math.max(1, Runtime.getRuntime().availableProcessors());
        try {
            fetching = start(cores, "ayatori-fetch");
            frontier = start(1, "ayatori-frontier");
            handling = hasHandler ? start(1, "ayatori-pages") : null;
        } catch (RuntimeException | Error e) {
            close(); // there may be no thread for one more
            throw e;
        }
    }

    static CrawlLoops start(boolean hasHandler) {
        return new CrawlLoops(hasHandler);
    }

    private LoopGroup start(int loops, String name) {
        LoopGroup group = LoopGroup.start(loops, RunOptions.defaults().withName(name));
        groups.add(group);
        return group;
    }

    List<EventLoop> fetching() {
        List<EventLoop> loops = new ArrayList<>();
        for (int i = 0; i < fetching.size(); i++) {
            loops.add(fetching.loop(i));
        }
        return loops;
    }

    EventLoop frontier() {
        return frontier.loop(0);
    }

    @Nullable EventLoop handling() {
        return handling == null ? null : handling.loop(0);
    }

    /** Ends the loops; those that have died or hang are left. */
    @Override
    public void close() {
        List<Thread> closers = new ArrayList<>();
        for (LoopGroup group : groups.reversed()) {
            closers.add(Thread.ofPlatform().daemon().name("ayatori-close").start(() -> close(group)));
        }
        for (Thread closer : closers) {
            try {
                closer.join(CLOSE_MAX);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void close(LoopGroup group) {
        try {
            group.close();
        } catch (RuntimeException | Error e) {
            LOG.debug("a loop had died", e);
        }
    }
}
