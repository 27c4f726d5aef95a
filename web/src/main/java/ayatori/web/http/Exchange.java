package ayatori.web.http;

import ayatori.async.EventLoop;
import ayatori.async.Promise;
import ayatori.async.TimerHandle;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer: the task that waits and the handlers that receive meet here.
 *
 * <p>Handlers, inside a poll, call the methods that begin with {@code on}: bytes, a head, body bytes, then an end, or a
 * failure at any time. After an end or a failure nothing more is accepted. The task calls the methods that begin with
 * {@code await}, and {@link #abort}. Polls and tasks take turns, so the fields need no lock.
 *
 * <p>Back-pressure: while more than {@link #pauseAbove} bytes wait for the task, nothing is read from the network.
 *
 * <p>Time limits count on the request's {@link WaitClock}, which runs while the task waits for bytes.
 */
final class Exchange implements Runnable {
    /** How many unread bytes of a streamed body may wait in memory. */
    private static final int STREAM_BYTES_MAX = 256 << 10;

    /** How often a request is sent that the server says it has not processed. */
    private static final int TRIES_MAX = 10;

    /** For a request that the codec has refused to send, since the connection has less room than was thought. */
    private static final int UNSENT_TRIES_MAX = 1_000;

    /** The request as it goes out. */
    final OutgoingRequest request;

    /** Sees the bytes; {@code null} where nobody wants to. */
    final @Nullable WireTap tap;

    private final EventLoop loop;
    private final NettyDriver driver;
    private final Timeouts timeouts;
    private final WaitClock clock;

    private @Nullable Transport transport;
    private @Nullable DeadlineTimer timer;
    private boolean reusedConnection;

    /** When the request was sent or the last bytes came, on {@link #clock}. */
    private long heardNanos;

    private boolean heard;
    private @Nullable ResponseHead head;
    private final BodyBuffer body = new BodyBuffer();
    private boolean ended;
    private @Nullable HttpException failure;
    private boolean notProcessed;
    private boolean unsent;
    private boolean leftover;

    private int pauseAbove = STREAM_BYTES_MAX;
    private boolean paused;

    /** Completed when {@link #wakeAt} bytes are there, the head if that is 0, or an end. */
    private @Nullable Promise<@Nullable Void> waiter;

    private int wakeAt;

    /**
     * Creates an exchange that has not begun.
     *
     * @param tap sees the bytes; {@code null} where nobody wants to
     * @param clock the request's, which stands still
     */
    Exchange(
            OutgoingRequest request,
            @Nullable WireTap tap,
            EventLoop loop,
            NettyDriver driver,
            Timeouts timeouts,
            WaitClock clock) {
        this.request = request;
        this.tap = tap;
        this.loop = loop;
        this.driver = driver;
        this.timeouts = timeouts;
        this.clock = clock;
    }

    // ---- The task's side.

    /** Has the request sent over {@code transport} at the next poll. */
    void begin(Transport transport, DeadlineTimer timer, boolean reusedConnection) {
        this.transport = transport;
        this.timer = timer;
        this.reusedConnection = reusedConnection;
        heardNanos = clock.nanos();
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

    /** Waits until body bytes are there; false when there will be none. Throws the failure after the last byte. */
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

    /** Waits until the body is complete, has failed, or is longer than {@code max} bytes; throws nothing for a failure. */
    void awaitWholeBody(int max) throws IOException {
        pauseAbove = max;
        while (!over() && body.size() <= max) {
            resumeReading();
            park(max + 1);
        }
    }

    /** Waits like {@link #awaitWholeBody}, but no longer than {@code limit}: for a rest of a body that nobody needs. */
    void awaitRest(int max, Duration limit) throws IOException {
        if (over()) {
            return;
        }
        pauseAbove = max;
        resumeReading();
        boolean[] expired = {false};
        TimerHandle timeLimit = loop.callLater(limit, () -> {
            expired[0] = true;
            wakeNow();
        });
        try {
            while (!over() && body.size() <= max && !expired[0]) {
                resumeReading();
                park(max + 1);
            }
        } finally {
            timeLimit.cancel();
        }
    }

    /**
     * Drops the rest of the body as it comes, for the tap, until the body ends or fails, or the tap wants no more.
     *
     * @return whether the body has ended
     * @throws HttpException if it fails
     */
    boolean awaitEndForTap(WireTap wanting) throws IOException {
        pauseAbove = STREAM_BYTES_MAX;
        do {
            body.skip(body.size());
        } while (wanting.wantsMore() && awaitBody());
        return ended;
    }

    /** The bytes that have come and not been taken. */
    BodyBuffer body() {
        return body;
    }

    /** Why the answer is not complete, {@code null} while it may still become so. */
    @Nullable HttpException failure() {
        return failure;
    }

    boolean ended() {
        return ended;
    }

    /** The time that tasks have waited for the server to answer this request. */
    long waitedNanos() {
        return clock.nanos();
    }

    /** Gives up an answer that is not complete. */
    void abort() {
        if (!over()) {
            failure = new HttpException(FailureKind.RESET, "The request was given up before its answer was whole.");
            abortTransport();
        }
    }

    /** Gives up an answer that is not complete, which another task may wait for. */
    void giveUp(HttpException why) {
        if (!over()) {
            onFailure(why);
            abortTransport();
        }
    }

    /** Gives up an answer that is not complete, unless a tap may want the rest. */
    void abortUntapped() {
        if (tap == null) {
            abort();
        }
    }

    /**
     * Whether the request may be sent again on another connection (RFC 9110 section 9.2.2).
     *
     * <p>It may if the server says that it has not processed it. That can happen several times to one of many requests: a
     * server that ends each connection after a number of requests refuses those beyond (RFC 9113 section 6.8). It also may
     * if it is idempotent and a reused connection turned out to be closed, or to carry the late rest of a previous answer.
     *
     * @param tries how often it has been sent
     */
    boolean retryable(int tries) {
        boolean closedBefore = !heard && failure != null && failure.kind() == FailureKind.RESET;
        boolean stale = tries == 1 && reusedConnection && request.idempotent() && (leftover || closedBefore);
        return (notProcessed && tries < (unsent ? UNSENT_TRIES_MAX : TRIES_MAX)) || stale;
    }

    private void resumeReading() {
        if (paused) {
            paused = false;
            Transport carrying = transport;
            if (carrying != null) {
                driver.execute(() -> carrying.setReading(this, true));
            }
        }
    }

    /** Waits for {@code bytes} body bytes, or for the head if that is 0. A task cancelled here gives the exchange up. */
    private void park(int bytes) throws IOException {
        Promise<@Nullable Void> promise = loop.createPromise();
        waiter = promise;
        wakeAt = bytes;
        clock.start();
        if (timer != null) {
            timer.noLaterThan(deadlineNanos());
        }
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
            clock.stop();
            if (!woken) {
                abort();
            }
        }
    }

    // ---- The handlers' side, inside a poll.

    /** Sends the request. */
    @Override
    public void run() {
        if (transport != null && timer != null && !over()) {
            heardNanos = clock.nanos();
            transport.start(this);
            timer.noLaterThan(deadlineNanos());
        }
    }

    /** Some bytes came. */
    void onBytes() {
        heardNanos = clock.nanos();
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
        if (tap != null) {
            tap.body(data.nioBuffer());
        }
        body.append(data);
        if (!paused && body.size() > pauseAbove && transport != null) {
            paused = true;
            transport.setReading(this, false);
        }
        wake();
    }

    /** Shows the tap part of an answer. */
    void onReceived(ByteBuf in, int from, int to) {
        if (tap != null && !over()) {
            tap.received(in.nioBuffer(from, to - from));
        }
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

    /** The server says that it has not processed the request, so that it may be sent again. */
    void onNotProcessed(HttpException cause) {
        if (!over()) {
            notProcessed = head == null;
            onFailure(cause);
        }
    }

    /** The codec has not sent the request: the server's SETTINGS had come first, and leave no room for it now. */
    void onUnsent(HttpException cause) {
        unsent = true;
        onNotProcessed(cause);
    }

    /** What came does not answer this request, but is left over from an earlier use of the connection. */
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
        if (over() || (wakeAt == 0 ? head != null : body.size() >= wakeAt)) {
            wakeNow();
        }
    }

    private void wakeNow() {
        Promise<@Nullable Void> waiting = waiter;
        if (waiting != null) {
            waiter = null;
            clock.stop();
            if (!waiting.done()) {
                waiting.setResult(null);
            }
        }
    }

    // ---- Time limits, on the loop between polls.

    /** The next limit, on the loop's clock; never while the task does not wait. */
    private long deadlineNanos() {
        long left = leftNanos();
        return left == DeadlineTimer.NEVER ? left : loop.nanoTime() + Math.max(0, left);
    }

    private long leftNanos() {
        if (!clock.running()) {
            return DeadlineTimer.NEVER;
        }
        long limit = Math.min(clock.totalNanos(), after(heardNanos, heard ? timeouts.idle() : timeouts.firstByte()));
        return limit == DeadlineTimer.NEVER ? limit : limit - clock.nanos();
    }

    /** Fails the exchange if a limit has passed; returns when to ask again. */
    long expire(long nowNanos) {
        if (over()) {
            return DeadlineTimer.NEVER;
        }
        long left = leftNanos();
        if (left > 0) {
            return left == DeadlineTimer.NEVER ? left : nowNanos + left;
        }
        String host = request.origin().hostName();
        if (clock.nanos() >= clock.totalNanos()) {
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
