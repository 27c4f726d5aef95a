package ayatori.web.http;

import java.util.ArrayDeque;
import java.util.zip.Inflater;

/**
 * Inflaters of a session, used again and again: making one allocates and clears tens of kilobytes of native memory. Used
 * by the tasks of one loop.
 */
final class Inflaters implements AutoCloseable {
    private static final int KEPT_MAX = 16;

    private final ArrayDeque<Inflater> kept = new ArrayDeque<>();
    private boolean closed;

    /** An inflater for deflate without a wrapper. To be given back. */
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
