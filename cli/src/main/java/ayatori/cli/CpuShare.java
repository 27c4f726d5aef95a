package ayatori.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much CPU time a thread and the whole process have taken. Linux's own files tell; the JVM's management beans would cost more
 * than the live view does in a minute.
 *
 * @param thread by the thread's clock
 * @param process all threads of the process, those of the JVM included, in steps of 10 ms
 */
record CpuShare(Duration thread, Duration process) {
    private static final Path THREAD = Path.of("/proc/thread-self/schedstat");
    private static final Path PROCESS = Path.of("/proc/self/stat");

    /** The ticks of the process's clocks, of which there are 100 a second whatever the kernel was built with. */
    private static final long TICK_MILLIS = 10;

    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    /** Of the calling thread; null if the system does not tell. */
    static @Nullable CpuShare ofThisThread() {
        try {
            String thread = Files.readString(THREAD, ISO_8859_1);
            String stat = Files.readString(PROCESS, ISO_8859_1);
            return of(thread, stat);
        } catch (IOException | RuntimeException _) {
            return null;
        }
    }

    /**
     * Reads what Linux says.
     *
     * @param thread nanoseconds on the CPU, and other numbers
     * @param stat pid, command in brackets, state and further fields (proc_pid_stat(5))
     */
    static CpuShare of(String thread, String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", SYSTEM_TICKS + 2);
        long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
        return new CpuShare(
                Duration.ofNanos(Long.parseLong(thread.split(" ", 2)[0])), Duration.ofMillis(ticks * TICK_MILLIS));
    }

    /** The thread's part of what the process has taken since, from 0 to 1. */
    double since(CpuShare before) {
        long all = process.minus(before.process).toNanos();
        return all == 0 ? 0 : (double) thread.minus(before.thread).toNanos() / all;
    }
}
