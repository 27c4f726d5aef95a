package ayatori.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A terminal with modes, keys, and a foreground that a test moves. It notes what a real one would stop a process for. */
final class FakeTty implements Tty {
    /** The modes before the program. */
    static final String OWN = "own modes";

    /** What became of the modes: {@code raw}, {@code own}; and {@code stopped}. */
    final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    /** What a process in the background must not do, and did; and what was not as it should be while the process was stopped. */
    final Queue<String> faults = new ConcurrentLinkedQueue<>();

    volatile boolean isForeground = true;
    volatile @Nullable String modes = OWN;

    /** What happens while the process is stopped, before the event. */
    volatile Callable<?> whileStopped = () -> true;

    private final BlockingQueue<Integer> pressed = new LinkedBlockingQueue<>();

    void press(String keys) {
        keys.chars().forEach(pressed::add);
    }

    /** The modes are those from before the program, and nothing was done in the background. */
    boolean isAsBefore() {
        return OWN.equals(modes) && faults.isEmpty();
    }

    @Override
    public boolean isForeground() {
        return isForeground;
    }

    @Override
    public @Nullable String modes() {
        return modes;
    }

    @Override
    public boolean setModes(String... changed) {
        if (!isForeground) {
            faults.add("SIGTTOU");
        }
        String now = String.join(" ", changed);
        modes = now;
        events.add(now.equals(OWN) ? "own" : "raw");
        return true;
    }

    @Override
    public InputStream keys() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    int key = pressed.take();
                    if (!isForeground) {
                        throw new IOException("Input/output error");
                    }
                    return key;
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                throw new UnsupportedOperationException("keys are read one by one");
            }
        };
    }

    @Override
    public void stopProcess() {
        try {
            whileStopped.call();
        } catch (Exception | AssertionError e) {
            faults.add(e.toString());
        }
        events.add("stopped");
    }
}
