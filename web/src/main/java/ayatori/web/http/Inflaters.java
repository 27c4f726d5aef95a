package ayatori.web.http;

import java.util.ArrayDeque;
import java.util.zip.Inflater;

/**
 * The inflaters of a session, which are reused: creating one allocates tens of kilobytes of native memory. Used by the tasks
 * of one loop.
 */
final class Inflaters implements AutoCloseable {
    private static final int KEPT_MAX = 16;

    private final ArrayDeque<Inflater> kept = new ArrayDeque<>();
    private boolean closed;

    /** An inflater for deflate without a wrapper. It must be given back. */
    Inflater borrow() {
        Inflater inflater = kept.pollLast();
        return inflater == null ? new Inflater(true) : inflater;
    }

    void giveBack(Inflater inflater) {
        if (closed || kept.size() == KEPT_MAX) {
            inflater.end();
        } else {
            inflater.reset();
            kept.addLast(inflater);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Inflater inflater; (inflater = kept.poll()) != null; ) {
            inflater.end();
        }
    }
}
