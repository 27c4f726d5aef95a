package ayatori.web.http;

import ayatori.async.EventLoop;
import ayatori.async.Promise;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request and the answer to it, where the task that waits and the handlers that receive meet.
 *
 * <p>Handlers, inside a poll, call the methods that begin with {@code on}: bytes, then a head, then body bytes, then an
 * end, or a failure at any time; after an end or a failure nothing more is heard. The task calls the methods that
 * begin with {@code await}, and {@link #abort}. Polls and tasks take turns, so the fields need no lock.
 *
 * <p>Back-pressure: when more than {@link #pauseAbove} bytes wait for the task, reading from the network stops until
 * it has taken them.
 */
final class Exchange implements Runnable {
    /** How many unread bytes of a body that is streamed may wait in memory. */
    private static final int STREAM_BYTES_MAX = 256 << 10;

    /** How often a request is sent that the server says it has not looked at. */
    private static final int TRIES_MAX = 10;

    /** The request as it goes out. */
    final OutgoingRequest request;

    private final EventLoop loop;
    private final NettyDriver driver;
    private final Timeouts timeouts;
    private final long totalDeadlineNanos;

    private @Nullable Transport transport;
    private @Nullable DeadlineTimer timer;
    private boolean reusedConnection;

    private long heardNanos;
    private boolean heard;
    private @Nullable ResponseHead head;
    private final BodyBuffer body = new BodyBuffer();
    private boolean ended;
    private @Nullable HttpException failure;
    private boolean notProcessed;
    private boolean leftover;

    private int pauseAbove = STREAM_BYTES_MAX;
    private boolean paused;

    /** Completed when {@link #wakeAt} bytes are there, the head if that is 0, or an end. */
    private @Nullable Promise<@Nullable Void> waiter;

    private int wakeAt;

    /**
     * An exchange that has not begun.
     *
     * @param totalDeadlineNanos when all of it must be over, on the loop's clock
     */
    Exchange(OutgoingRequest request, EventLoop loop, NettyDriver driver, Timeouts timeouts, long totalDeadlineNanos) {
        this.request = request;
        this.loop = loop;
        this.driver = driver;
        this.timeouts = timeouts;
        this.totalDeadlineNanos = totalDeadlineNanos;
    }

    // ---- The task's side.

    /** Has the request sent over {@code transport} at the next poll. */
    void begin(Transport transport, DeadlineTimer timer, boolean reusedConnection) {
        this.transport = transport;
        this.timer = timer;
        this.reusedConnection = reusedConnection;
        driver.execute(this);
    }

    ResponseHead awaitHead() throws IOException {
        while (head == null) {
            if (failure != null) {
                throw failure;
            }
            park(0);
        }
        return head;
    }

    /** Waits until body bytes are there; false when there will be none. Fails as the exchange did, after its last byte. */
    boolean awaitBody() throws IOException {
        while (body.size() == 0) {
            if (failure != null) {
                throw failure;
            }
            if (ended) {
                return false;
            }
            resumeReading();
            park(1);
        }
        return true;
    }

    /** Waits until the body is whole, has failed, or is longer than {@code max} bytes; throws nothing for a failure. */
    void awaitWholeBody(int max) throws IOException {
        pauseAbove = max;
        while (!over() && body.size() <= max) {
            resumeReading();
            park(max + 1);
        }
    }

    /** The bytes that have come and not been taken. */
    BodyBuffer body() {
        return body;
    }

    /** Why the answer is not whole, {@code null} while it may still become so. */
    @Nullable HttpException failure() {
        return failure;
    }

    boolean ended() {
        return ended;
    }

    /** Gives up an answer that is not whole. */
    void abort() {
        if (!over()) {
            failure = new HttpException(FailureKind.RESET, "The request was given up before its answer was whole.");
            abortTransport();
        }
    }

    /**
     * Whether the request may be sent once more on another connection: the server says it has not looked at it, or it
     * does no harm twice and a connection that had waited for it turned out to be closed (RFC 9110 section 9.2.2). The
     * first may well happen several times to a request that waits among many, for a server that ends each connection
     * after a number of requests refuses whatever has been sent beyond (RFC 9113 section 6.8).
     *
     * @param tries how often it has been sent
     */
    boolean retryable(int tries) {
        boolean closedBefore = !heard && failure != null && failure.kind() == FailureKind.RESET;
        boolean stale = tries == 1 && reusedConnection && request.idempotent() && (leftover || closedBefore);
        return (notProcessed && tries < TRIES_MAX) || stale;
    }

    private void resumeReading() {
        if (paused) {
            paused = false;
            heardNanos = loop.nanoTime();
            Transport carrying = transport;
            if (carrying != null) {
                driver.execute(() -> carrying.setReading(this, true));
            }
            if (timer != null) {
                timer.noLaterThan(deadlineNanos());
            }
        }
    }

    /** Waits for {@code bytes} body bytes, or for the head if that is 0. A task cancelled here gives the exchange up. */
    private void park(int bytes) throws IOException {
        Promise<@Nullable Void> promise = loop.createPromise();
        waiter = promise;
        wakeAt = bytes;
        boolean woken = false;
        try {
            promise.await();
            woken = true;
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            waiter = null;
            if (!woken) {
                abort();
            }
        }
    }

    // ---- The handlers' side, inside a poll.

    /** Sends the request. */
    @Override
    public void run() {
        if (transport != null && timer != null) {
            heardNanos = loop.nanoTime();
            transport.start(this);
            timer.noLaterThan(deadlineNanos());
        }
    }

    /** Something came. */
    void onBytes() {
        heardNanos = loop.nanoTime();
        if (!heard) {
            heard = true;
            if (timer != null) {
                timer.noLaterThan(deadlineNanos()); // the limit for the next bytes may be shorter than for the first
            }
        }
    }

    void onHead(ResponseHead received, long contentLength) {
        if (over()) {
            return;
        }
        head = received;
        body.expect(contentLength);
        wake();
    }

    void onBody(ByteBuf data) {
        if (over()) {
            return;
        }
        body.append(data);
        if (!paused && body.size() > pauseAbove && transport != null) {
            paused = true;
            transport.setReading(this, false);
        }
        wake();
    }

    void onEnd() {
        if (!over()) {
            ended = true;
            wake();
        }
    }

    void onFailure(HttpException cause) {
        if (!over()) {
            failure = cause;
            wake();
        }
    }

    /** The server says that it has not looked at the request, and that it may be sent again. */
    void onNotProcessed(HttpException cause) {
        if (!over()) {
            notProcessed = head == null;
            onFailure(cause);
        }
    }

    /** What came is not the answer to this request, but belongs to what the connection was used for before. */
    void onLeftover(HttpException cause) {
        if (!over()) {
            leftover = head == null;
            onFailure(cause);
        }
    }

    /** Whether any byte of the answer has come. */
    boolean heard() {
        return heard;
    }

    private boolean over() {
        return ended || failure != null;
    }

    private void wake() {
        Promise<@Nullable Void> waiting = waiter;
        if (waiting != null && (over() || (wakeAt == 0 ? head != null : body.size() >= wakeAt))) {
            waiter = null;
            if (!waiting.done()) {
                waiting.setResult(null);
            }
        }
    }

    // ---- Time limits, on the loop between polls.

    private long deadlineNanos() {
        long deadline = totalDeadlineNanos;
        if (!heard) {
            deadline = Math.min(deadline, after(heardNanos, timeouts.firstByte()));
        } else if (!paused) {
            deadline = Math.min(deadline, after(heardNanos, timeouts.idle()));
        }
        return deadline;
    }

    /** Fails the exchange if a limit has passed at {@code nowNanos}; when to ask again. */
    long expire(long nowNanos) {
        if (over()) {
            return DeadlineTimer.NEVER;
        }
        long deadline = deadlineNanos();
        if (nowNanos - deadline < 0) {
            return deadline;
        }
        String host = request.origin().hostName();
        if (nowNanos - totalDeadlineNanos >= 0) {
            onFailure(new HttpException(
                    FailureKind.TIMEOUT,
                    "The answer from " + host + " was not whole within " + seconds(timeouts.total()) + "."));
        } else if (!heard) {
            onFailure(new HttpException(
                    FailureKind.TIMEOUT,
                    "The host " + host + " did not answer within " + seconds(timeouts.firstByte()) + "."));
        } else {
            onFailure(new HttpException(
                    FailureKind.IDLE_TIMEOUT,
                    "The host " + host + " stopped sending for " + seconds(timeouts.idle()) + "."));
        }
        abortTransport();
        return DeadlineTimer.NEVER;
    }

    private void abortTransport() {
        Transport carrying = transport;
        if (carrying != null) {
            driver.execute(() -> carrying.abort(this));
        }
    }

    /** The instant {@code limit} after {@code nanos}, where zero is no limit. */
    static long after(long nanos, Duration limit) {
        if (limit.isZero() || limit.compareTo(LONG_TIME) > 0) {
            return DeadlineTimer.NEVER;
        }
        return nanos + limit.toNanos();
    }

    private static final Duration LONG_TIME = Duration.ofDays(10_000);

    /** A duration as a person says it. */
    static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
