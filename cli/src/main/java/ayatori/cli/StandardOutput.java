package ayatori.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Standard output as a stream of bytes. Unlike a {@link PrintStream} it fails when the reader has gone, as {@code head} does
 * when it has seen enough. Callers write large pieces.
 */
final class StandardOutput extends OutputStream {
    /** The reader has gone: nobody wants more. */
    static final class ReaderGone extends IOException {
        private static final long serialVersionUID = 1L;

        ReaderGone() {
            super("the reader of standard output has gone");
        }
    }

    private final PrintStream out;

    StandardOutput(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        if (out.checkError()) { // which flushes
            throw new ReaderGone();
        }
    }
}
