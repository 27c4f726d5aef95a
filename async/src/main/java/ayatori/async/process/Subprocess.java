package ayatori.async.process;

import ayatori.async.Async;
import ayatori.async.CancelledError;
import ayatori.async.EventLoop;
import ayatori.async.TaskGroup;
import ayatori.async.net.LimitOverrunException;
import ayatori.async.net.StreamReader;
import ayatori.async.net.StreamWriter;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A running program with streams as its input and output: asyncio's {@code create_subprocess_exec}.
 *
 * {@snippet :
 * try (Subprocess sort = Subprocess.exec("sort")) {
 *     sort.stdin().write("b\na\n");
 *     sort.stdin().close();
 *     String first = sort.stdout().readLine(); // a
 *     int exitCode = sort.waitFor();
 * } // a process that still runs is killed here
 * }
 *
 * <p>Output is read only when a task asks for it. A process that writes faster than it is read waits, and one whose output is
 * never read may wait for ever. {@link #communicate} and {@link #run} read both outputs at the same time and cannot hang this
 * way.
 *
 * <p>A process runs in real time. A virtual clock stands still while a task waits for it.
 */
public final class Subprocess implements AutoCloseable {
    private static final int OUTPUT_BYTES_MAX = 1 << 28;
    private static final int READ_LIMIT = 64 * 1024;
    private static final byte[] NOTHING = {};

    private final Process process;
    private final @Nullable StreamWriter stdin;
    private final @Nullable StreamReader stdout;
    private final @Nullable StreamReader stderr;

    private Subprocess(Process process, ProcessBuilder builder, int limit) {
        EventLoop loop = EventLoop.current();
        this.process = process;
        this.stdin = piped(builder.redirectInput())
                ? new StreamWriter(new PipeWriter(loop, process.getOutputStream()))
                : null;
        this.stdout = piped(builder.redirectOutput())
                ? new StreamReader(new PipeReader(loop, process.getInputStream()), limit)
                : null;
        this.stderr = piped(builder.redirectError()) && !builder.redirectErrorStream()
                ? new StreamReader(new PipeReader(loop, process.getErrorStream()), limit)
                : null;
    }

    private static boolean piped(Redirect redirect) {
        return redirect.type() == Redirect.Type.PIPE;
    }

    // ---- start

    /**
     * Starts a program. Its standard input and output are pipes. Its standard error is that of this program.
     *
     * @param command the program, which is searched for on the {@code PATH}, and its arguments. No shell interprets them
     * @return the running process
     * @throws IOException if there is no such program
     */
    public static Subprocess exec(String... command) throws IOException {
        return start(new ProcessBuilder(requireCommand(List.of(command))).redirectError(Redirect.INHERIT));
    }

    /**
     * Starts a command line in {@code /bin/sh}, as {@link #exec}. The command line must not contain untrusted input.
     *
     * @param commandLine what the shell runs
     * @return the running process
     * @throws IOException if there is no such shell
     */
    public static Subprocess shell(String commandLine) throws IOException {
        return exec("/bin/sh", "-c", Objects.requireNonNull(commandLine, "commandLine"));
    }

    /**
     * Starts a program with the directory, environment and redirections of a builder.
     *
     * @param builder describes the program
     * @return the running process
     * @throws IOException if it cannot be started
     */
    public static Subprocess start(ProcessBuilder builder) throws IOException {
        return start(builder, READ_LIMIT);
    }

    /**
     * Starts a program as {@link #start(ProcessBuilder)} does, with another limit for its lines.
     *
     * @param builder describes the program
     * @param limit how many bytes a line, or the bytes before a separator, may have; 64 KiB unless given
     * @return the running process
     * @throws IOException if it cannot be started
     * @throws IllegalArgumentException if the limit is not positive or the builder names no program
     */
    public static Subprocess start(ProcessBuilder builder, int limit) throws IOException {
        requireCommand(Objects.requireNonNull(builder, "builder").command());
        if (limit < 1) {
            throw new IllegalArgumentException("the limit of a stream is one byte or more, not " + limit);
        }
        var started = new Process[1];
        try {
            Async.blocking(() -> started[0] = builder.start());
        } catch (CancelledError e) {
            if (started[0] != null) {
                new Subprocess(started[0], builder, limit).close();
            }
            throw e;
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("starting a process throws no other checked exception", e);
        }
        return new Subprocess(started[0], builder, limit);
    }

    private static List<String> requireCommand(List<String> command) {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command has one word or more: the program to run");
        }
        return command;
    }

    /**
     * Runs a program without input to its end, and returns what it wrote.
     *
     * @param command the program and its arguments
     * @return its exit code, its standard output and its standard error
     * @throws IOException if there is no such program, or it writes more than 256 MB
     */
    public static ProcessOutput run(String... command) throws IOException {
        var builder = new ProcessBuilder(requireCommand(List.of(command))).redirectInput(Redirect.from(nothing()));
        try (Subprocess process = start(builder)) {
            return process.communicate();
        }
    }

    private static File nothing() {
        return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }

    // ---- streams

    /**
     * Returns the process's standard input. What is written is buffered until the process reads it. {@link StreamWriter#drain}
     * waits for that, and {@link StreamWriter#close} ends the input.
     *
     * @return the writer
     * @throws IllegalStateException if it is not a pipe
     */
    public StreamWriter stdin() {
        return requirePipe(stdin, "input");
    }

    /**
     * Returns the process's standard output.
     *
     * @return the reader
     * @throws IllegalStateException if it is not a pipe
     */
    public StreamReader stdout() {
        return requirePipe(stdout, "output");
    }

    /**
     * Returns the process's standard error.
     *
     * @return the reader
     * @throws IllegalStateException if it is not a pipe, as after {@link #exec}
     */
    public StreamReader stderr() {
        return requirePipe(stderr, "error");
    }

    private static <T> T requirePipe(@Nullable T stream, String name) {
        if (stream == null) {
            throw new IllegalStateException("the standard " + name + " of this process is not a pipe:"
                    + " start it with a ProcessBuilder that does not redirect it");
        }
        return stream;
    }

    /**
     * Closes the standard input, reads everything the process writes, and waits for its end. May be called after the process has
     * ended.
     *
     * @return its exit code, and what it wrote to pipes
     * @throws IOException if it writes more than 256 MB
     */
    public ProcessOutput communicate() throws IOException {
        return communicate(NOTHING);
    }

    /**
     * Writes text in UTF-8, as {@link #communicate(byte[])}.
     *
     * @param input what the process reads
     * @return its exit code, and what it wrote to pipes
     * @throws IOException if it writes more than 256 MB
     */
    public ProcessOutput communicate(String input) throws IOException {
        return communicate(Objects.requireNonNull(input, "input").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes input and closes it, reads everything the process writes meanwhile, and waits for its end. It is not a failure if the
     * process does not read all of its input.
     *
     * @param input what the process reads
     * @return its exit code, and what it wrote to pipes
     * @throws IOException if it writes more than 256 MB
     * @throws IllegalStateException if there is input and the standard input is closed or not a pipe
     */
    public ProcessOutput communicate(byte[] input) throws IOException {
        if (Objects.requireNonNull(input, "input").length > 0) {
            requirePipe(stdin, "input");
        }
        try {
            return Objects.requireNonNull(TaskGroup.call(group -> {
                group.createTask(() -> feed(input));
                var out = group.createTask(() -> readAll(stdout));
                var err = group.createTask(() -> readAll(stderr));
                byte[] output = out.await();
                byte[] errors = err.await();
                return new ProcessOutput(waitFor(), output, errors);
            }));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("a process's streams throw no other checked exception", e);
        }
    }

    private void feed(byte[] input) {
        if (stdin == null) {
            return;
        }
        try {
            if (input.length > 0) {
                stdin.write(input);
            }
            stdin.close();
            stdin.waitClosed();
        } catch (IOException e) {
            // The process stopped reading or has ended. Its exit code says whether that is a failure.
        }
    }

    private static byte[] readAll(@Nullable StreamReader reader) throws IOException {
        try {
            return reader == null ? NOTHING : reader.readAll(OUTPUT_BYTES_MAX);
        } catch (LimitOverrunException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    // ---- the end

    /**
     * Waits for the end of the process. If it writes much, another task must read its output meanwhile.
     *
     * @return the exit code; 128 plus the signal's number if a signal ended the process
     */
    public int waitFor() {
        while (process.isAlive()) {
            awaitExit();
        }
        return process.exitValue();
    }

    private void awaitExit() {
        try {
            Async.promise(process.onExit()).await();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("the end of a process is no exception", e);
        }
    }

    /** {@return the exit code, if the process has ended} */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** {@return the process ID} */
    public long pid() {
        return process.pid();
    }

    /** Asks the process to end: {@code SIGTERM} on Unix. Does nothing if it has ended. */
    public void terminate() {
        process.toHandle().destroy(); // Process.destroy would also close the pipes and lose what they hold
    }

    /** Ends the process at once: {@code SIGKILL} on Unix. Does nothing if it has ended. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /**
     * Kills the process and its descendants if it still runs, and waits for its end, even if the task is cancelled meanwhile. To
     * let it end by itself, call {@link #waitFor} first.
     */
    @Override
    public void close() {
        CancelledError cancelled = null;
        if (process.isAlive()) {
            List<ProcessHandle> started = process.descendants().toList();
            kill();
            started.forEach(ProcessHandle::destroyForcibly);
        }
        while (process.isAlive()) {
            try {
                awaitExit();
            } catch (CancelledError e) {
                cancelled = e;
            }
        }
        if (stdin != null) {
            stdin.abort();
        }
        if (cancelled != null) {
            throw cancelled;
        }
    }

    @Override
    public String toString() {
        return "process " + pid() + (process.isAlive() ? " (running)" : " (ended with " + process.exitValue() + ")");
    }
}
