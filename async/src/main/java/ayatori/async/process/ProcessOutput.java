package ayatori.async.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The exit code of a process that has ended, and everything it wrote.
 *
 * {@snippet :
 * ProcessOutput output = Subprocess.run("echo", "hello");
 * assert output.exitCode() == 0 && output.stdout().equals("hello\n");
 * }
 */
public final class ProcessOutput {
    private final int exitCode;
    private final byte[] stdout;
    private final byte[] stderr;

    ProcessOutput(int exitCode, byte[] stdout, byte[] stderr) {
        this.exitCode = exitCode;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** {@return the exit code; 128 plus the signal's number if a signal ended the process} */
    public int exitCode() {
        return exitCode;
    }

    /** {@return the standard output as UTF-8; empty if it was not a pipe} */
    public String stdout() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    /** {@return the standard error as UTF-8; empty if it was not a pipe} */
    public String stderr() {
        return new String(stderr, StandardCharsets.UTF_8);
    }

    /** {@return the bytes of the standard output} */
    public byte[] stdoutBytes() {
        return stdout.clone();
    }

    /** {@return the bytes of the standard error} */
    public byte[] stderrBytes() {
        return stderr.clone();
    }

    /**
     * Requires the exit code zero.
     *
     * @return this
     * @throws IOException if the exit code is not zero. The message has the standard error
     */
    public ProcessOutput requireSuccess() throws IOException {
        if (exitCode != 0) {
            throw new IOException("the process ended with exit code " + exitCode + ": " + stderr().strip());
        }
        return this;
    }

    @Override
    public String toString() {
        return "exit code " + exitCode + ", " + stdout.length + " and " + stderr.length + " bytes";
    }
}
