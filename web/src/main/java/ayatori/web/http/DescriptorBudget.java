package ayatori.web.http;

import ayatori.async.EventLoop;
import ayatori.async.Promise;
import ayatori.async.TimerHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Limits the sockets of one loop where file descriptors, ports or buffers are short.
 *
 * <p>A process that may open few files leaves half of them to files and classes from the start. Otherwise there is no limit
 * until a socket cannot be opened: that lowers the limit below the sockets that are open, and it rises again by one each
 * second. At the limit idle connections are closed. Used by tasks of the loop, and inside polls.
 */
final class DescriptorBudget {
    private static final Duration WAIT_MAX = Duration.ofSeconds(1);
    private static final long SECOND_NANOS = 1_000_000_000;

    /** A process that may open this many files has enough of them. */
    private static final int PLENTY = 1024;

    private static final Pattern OPEN_FILES_MAX = Pattern.compile("(?m)^Max open files +([0-9]+) ");

    /** The most sockets that one loop ever has. */
    private static final int CEILING = ceiling();

    private final EventLoop loop;
    private final Set<ConnectionPool> pools = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ArrayDeque<Promise<@Nullable Void>> waiters = new ArrayDeque<>();
    private int open;

    /** Tasks that may open a socket, and may not have yet. */
    private int connecting;

    private int limit = Integer.MAX_VALUE;
    private long limitedNanos;

    DescriptorBudget(EventLoop loop) {
        this.loop = loop;
    }

    private static int ceiling() {
        try {
            Matcher files = OPEN_FILES_MAX.matcher(Files.readString(Path.of("/proc/self/limits")));
            int max = files.find() && files.group(1).length() < 6 ? Integer.parseInt(files.group(1)) : PLENTY;
            int loops = Runtime.getRuntime().availableProcessors();
            return max >= PLENTY ? Integer.MAX_VALUE : Math.max(4, max / 2 / loops);
        } catch (IOException e) {
            return Integer.MAX_VALUE; // not Linux
        }
    }

    void add(ConnectionPool pool) {
        pools.add(pool);
    }

    void remove(ConnectionPool pool) {
        pools.remove(pool);
    }

    int open() {
        return open;
    }

    void opened() {
        open++;
    }

    void closed() {
        open--;
        wakeNext();
    }

    /** A socket could not be opened. */
    void ranOut() {
        limit = Math.max(1, open - open / 4);
        limitedNanos = loop.nanoTime();
    }

    /**
     * Waits until a socket may be opened, and closes idle connections for it. Called by a task, which calls {@link
     * #connected} afterwards, whatever comes of it.
     */
    void awaitRoom() throws IOException {
        while (open + connecting >= limitNow()) {
            for (ConnectionPool pool : List.copyOf(pools)) {
                pool.closeIdle();
            }
            awaitClose();
        }
        connecting++;
    }

    /** A task has a connection, or has failed to make one. */
    void connected() {
        connecting--;
        wakeNext();
    }

    private void wakeNext() {
        Promise<@Nullable Void> waiter = waiters.poll();
        if (waiter != null && !waiter.done()) {
            waiter.setResult(null);
        }
    }

    private long limitNow() {
        return limit == Integer.MAX_VALUE
                ? CEILING
                : Math.min(CEILING, limit + (loop.nanoTime() - limitedNanos) / SECOND_NANOS);
    }

    private void awaitClose() throws IOException {
        Promise<@Nullable Void> closed = loop.createPromise();
        waiters.add(closed);
        TimerHandle enough = loop.callLater(WAIT_MAX, () -> {
            if (!closed.done()) {
                closed.setResult(null);
            }
        });
        try {
            closed.await();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            enough.cancel();
            waiters.remove(closed);
        }
    }
}
