package ayatori.crawler.store;

import java.io.IOException;

/**
 * A store whose contents outlive the process: what its owner committed is there when it is opened again.
 *
 * <p>A commit has two halves. {@link #freeze} takes what was put since the last freeze, at once, on the thread that uses the
 * store. {@link Commit#write} makes it durable, and may run in another thread while the store goes on being used. Commits
 * are written one at a time, in the order in which they were frozen. After a crash the store holds what the commits wrote
 * that returned, and perhaps the one that was being written, each of them whole or not at all.
 */
public interface DurableStore extends KeyValueStore, AutoCloseable {
    /** Takes what was put and deleted since the last freeze. */
    Commit freeze();

    /**
     * Takes the same for the last commit before the store is closed, which a store may write in another form: for a quick
     * end of a short use, and a quick opening after a long one.
     */
    default Commit freezeLast() {
        return freeze();
    }

    /** What was put and deleted between two freezes. */
    @FunctionalInterface
    interface Commit {
        /**
         * Makes it durable, as a whole.
         *
         * @throws IOException if it cannot be; no later commit may be written then. When the store is opened again, this one
         *     may be there, as after a crash
         */
        void write() throws IOException;
    }

    /** Closes the store. What was not committed is gone when it is opened again. */
    @Override
    void close() throws IOException;
}
