package ayatori.async.process;

import ayatori.async.EventLoop;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The platform threads that block on a loop's pipes: one for each running read or write, started when needed. */
final class PipeThreads implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("ayatori.async.process");

    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("ayatori-pipe-", 1).factory());

    private PipeThreads() {}

    static PipeThreads of(EventLoop loop) {
        return loop.local(PipeThreads.class, _ -> new PipeThreads());
    }

    void execute(Runnable body) {
        threads.execute(body);
    }

    /** Calls a loop back from a thread. Does nothing if the loop has ended, because no task waits for the pipe then. */
    static void callBack(EventLoop loop, Runnable callback) {
        try {
            loop.callSoonThreadsafe(callback);
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.DEBUG, "a pipe was still in use when its loop ended", e);
        }
    }

    /** Does not wait for threads that still block: a descendant of the process may hold the other end of the pipe open. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
