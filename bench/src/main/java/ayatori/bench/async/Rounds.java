package ayatori.bench.async;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * Runs one row of the table, round after round: the harness of the JVM's peers, which does what {@code rounds.py} does for
 * the Python ones.
 *
 * <p>Every peer's program is called alike: ROW TASKS COUNT SECONDS. A round does COUNT operations on TASKS tasks. Rounds of
 * a tenth of COUNT warm the program up for SECONDS of CPU time, then whole rounds follow for SECONDS more, at least one; each
 * prints its wall and CPU time in nanoseconds. SECONDS = 0 means no warm-up and one round.
 */
public final class Rounds {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** One row of the table on one peer. */
    @FunctionalInterface
    public interface Row {
        /**
         * Runs a round.
         *
         * @param tasks how many tasks
         * @param count how many operations, all tasks together
         * @param watch runs already; a row that has preparations to make starts it again after them
         * @throws Exception when the round fails, which ends the program
         */
        void run(int tasks, int count, Watch watch) throws Exception;
    }

    /** Times a round. */
    public static final class Watch {
        private long wallNanos;
        private long cpuNanos;

        private Watch() {}

        /** Starts, or starts again. */
        public void start() {
            cpuNanos = PROCESS.getProcessCpuTime();
            wallNanos = System.nanoTime();
        }

        private String stop() {
            return (System.nanoTime() - wallNanos) + " " + (PROCESS.getProcessCpuTime() - cpuNanos);
        }
    }

    private Rounds() {}

    /**
     * Runs the rounds that the arguments ask for.
     *
     * @param arguments of the program
     * @param rows the peer's rows, by name
     * @throws Exception what a row throws
     */
    public static void run(String[] arguments, Map<String, Row> rows) throws Exception {
        Row row = rows.get(arguments[0]);
        if (row == null) {
            throw new IllegalArgumentException("this peer has no row " + arguments[0]);
        }
        int tasks = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        long nanos = (long) (Double.parseDouble(arguments[3]) * 1e9);
        var watch = new Watch();
        for (long until = PROCESS.getProcessCpuTime() + nanos; PROCESS.getProcessCpuTime() < until; ) {
            row.run(tasks, count / 10, watch);
        }
        long until = PROCESS.getProcessCpuTime() + nanos;
        do {
            watch.start();
            row.run(tasks, count, watch);
            System.out.println(watch.stop());
        } while (PROCESS.getProcessCpuTime() < until);
    }
}
