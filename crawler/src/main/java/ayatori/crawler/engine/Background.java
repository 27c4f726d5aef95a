package ayatori.crawler.engine;

import java.io.IOException;

/** Runs what waits for a disk, so that the loop does not. */
@FunctionalInterface
public interface Background {
    /**
     * Runs work to its end and gives control back to the loop meanwhile. Called by a task.
     *
     * @throws IOException what the work throws
     */
    void run(Work work) throws Exception;

    /** Work that may fail as disks do. */
    @FunctionalInterface
    interface Work {
        /** Does the work. */
        void run() throws IOException;
    }
}
