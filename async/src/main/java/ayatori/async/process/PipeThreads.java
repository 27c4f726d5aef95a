package ayatori.async.process;

import ayatori.async.EventLoop;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The platform threads in which a loop's pipes block: one for each read or write under way, started when needed. */
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

    /** Calls a loop back from a thread; nothing, if the loop has ended, for nobody waits for the pipe any more. */
    static void callBack(EventLoop loop, Runnable callback) {
        try {
            loop.callSoonThreadsafe(callback);
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.DEBUG, "a pipe was still in use when its loop ended", e);
        }
    }

    /** Leaves threads alone that still block: the other end of their pipe may be held open by somebody's grandchild. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
