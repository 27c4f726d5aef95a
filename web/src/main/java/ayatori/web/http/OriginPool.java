package ayatori.web.http;

import ayatori.async.EventLoop;
import ayatori.async.Promise;
import ayatori.async.TimerHandle;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one origin: idle HTTP/1.1 connections, or one HTTP/2 connection for all; and the tasks that wait for a
 * connection, in order.
 *
 * <p>Tasks acquire; handlers release. While it is unknown whether an https origin speaks HTTP/2, one connection is made and
 * all other tasks wait for it.
 */
final class OriginPool {
    private final ConnectionPool session;
    private final Origin origin;
    private final RequestHead requestHead;

    /** HTTP/1.1 connections without an exchange, the last used one at the end: it is the least likely to be stale. */
    private final ArrayDeque<Http1Connection> idle = new ArrayDeque<>();

    private final ArrayDeque<Promise<@Nullable Void>> waiters = new ArrayDeque<>();

    /** Connections that exist. */
    private int open;

    private int connecting;

    /** Tasks that wait for a connection. */
    private int acquiring;

    private @Nullable Http2Connection multiplexed;

    /** Whether one connection serves many exchanges here; {@code null} until the first connection is made. */
    private @Nullable Boolean multiplexes;

    OriginPool(ConnectionPool session, Origin origin) {
        this.session = session;
        this.origin = origin;
        this.requestHead = new RequestHead(origin, session.config().headers());
        if (!mayMultiplex()) {
            multiplexes = false;
        }
    }

    /** Whether HTTP/2 may be offered to the origin. */
    boolean mayMultiplex() {
        return origin.secure() && session.config().http2() && !session.requiresHttp1(origin);
    }

    Origin origin() {
        return origin;
    }

    RequestHead requestHead() {
        return requestHead;
    }

    SessionConfig config() {
        return session.config();
    }

    EventLoop loop() {
        return session.loop();
    }

    NettyDriver driver() {
        return session.driver();
    }

    // ---- The task's side.

    /**
     * A connection for one exchange.
     *
     * @param fresh whether it must not be an idle one, because an idle one turned out to be closed
     * @param clock runs while a connection is being made, not while the task waits for its turn
     */
    Connection acquire(boolean fresh, WaitClock clock) throws IOException {
        acquiring++;
        try {
            return acquireInTurn(fresh, clock);
        } finally {
            acquiring--;
            session.forgetIfUnused(this);
        }
    }

    private Connection acquireInTurn(boolean fresh, WaitClock clock) throws IOException {
        boolean waited = false;
        while (true) {
            if (waited || waiters.isEmpty()) {
                Http2Connection shared = multiplexed;
                if (shared != null && shared.reserve()) {
                    return shared;
                }
                if (fresh) {
                    evictIfFull();
                } else if (!idle.isEmpty()) {
                    Http1Connection connection = idle.removeLast();
                    session.removeIdle(connection);
                    return connection;
                }
                if (mayConnect()) {
                    Connection made = connect(clock);
                    if (!(made instanceof Http2Connection many) || many.reserve() || many.retired()) {
                        return made;
                    } // else the server's SETTINGS allow no exchange for now
                }
            }
            awaitTurn(waited);
            waited = true;
        }
    }

    private boolean mayConnect() {
        if (Boolean.FALSE.equals(multiplexes)) {
            return open + connecting < config().connectionsPerOrigin();
        }
        return connecting == 0 && multiplexed == null;
    }

    private void evictIfFull() {
        if (!idle.isEmpty() && open + connecting >= config().connectionsPerOrigin()) {
            Http1Connection evicted = idle.removeFirst();
            session.removeIdle(evicted);
            driver().execute(evicted::close);
        }
    }

    private Connection connect(WaitClock clock) throws IOException {
        connecting++;
        clock.start();
        Connection connection = null;
        HttpException failure = null;
        try {
            connection = session.connector().connect(this, clock);
        } catch (HttpException e) {
            failure = e;
            throw e;
        } finally {
            clock.stop();
            connecting--;
            if (connection == null) {
                failedToConnect(failure);
            }
        }
        if (connection instanceof Http2Connection many) {
            wake(many.room() - 1); // one is for this task
        } else {
            wakeAll();
        }
        return connection;
    }

    /** The tasks that waited for this connection fail with it, rather than try one after the other. */
    private void failedToConnect(@Nullable HttpException failure) {
        if (failure == null || open + connecting > 0) {
            wakeNext();
        } else {
            for (Promise<@Nullable Void> waiter; (waiter = waiters.poll()) != null; ) {
                if (!waiter.done()) {
                    waiter.setException(failure);
                }
            }
        }
    }

    /** Waits for a connection to become free. Each wait has the limit of a whole request, but none of its time. */
    private void awaitTurn(boolean again) throws IOException {
        Promise<@Nullable Void> turn = loop().createPromise();
        if (again) {
            waiters.addFirst(turn);
        } else {
            waiters.addLast(turn);
        }
        TimerHandle limit = null;
        Duration longest = config().timeouts().total();
        if (!longest.isZero()) {
            limit = loop().callLater(longest, () -> {
                if (!turn.done()) {
                    turn.setException(new HttpException(
                            FailureKind.TIMEOUT, "No connection to " + origin.hostName() + " became free in time."));
                }
            });
        }
        boolean myTurn = false;
        try {
            turn.await();
            myTurn = true;
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            if (limit != null) {
                limit.cancel();
            }
            if (!myTurn && !waiters.remove(turn)) {
                wakeNext(); // the turn came together with a cancellation: pass it on
            }
        }
    }

    // ---- The handlers' side, inside a poll.

    void opened(Connection connection) {
        open++;
        session.opened(connection);
        multiplexes = connection instanceof Http2Connection && mayMultiplex();
        if (connection instanceof Http2Connection many && mayMultiplex()) {
            multiplexed = many;
        }
    }

    void release(Http1Connection connection) {
        idle.addLast(connection);
        session.addIdle(connection, this);
        wakeNext();
    }

    /** The HTTP/2 connection has no exchange under way. */
    void idle(Http2Connection connection) {
        session.addIdle(connection, this);
    }

    /** Called by the task that uses it. */
    void noLongerIdle(Http2Connection connection) {
        session.removeIdle(connection);
    }

    /** The HTTP/2 connection can take more exchanges than before. */
    void roomier(int exchanges) {
        wake(exchanges);
    }

    /** The origin wants HTTP/1.1: no further connection offers HTTP/2. */
    void requireHttp1() {
        session.requireHttp1(origin);
        multiplexes = false;
    }

    /** The HTTP/2 connection takes no more exchanges; those under way continue. */
    void retire(Http2Connection connection) {
        if (multiplexed == connection) {
            multiplexed = null;
            wakeAll();
        }
    }

    void closed(Connection connection) {
        open--;
        session.closed(connection);
        if (connection instanceof Http1Connection one) {
            idle.remove(one);
        }
        if (multiplexed == connection) {
            multiplexed = null;
        }
        wakeNext();
        session.forgetIfUnused(this);
    }

    /** Closes an idle connection. */
    void evict(Connection connection) {
        if (connection instanceof Http2Connection many) {
            driver().execute(() -> {
                if (many.unused()) {
                    many.retire();
                }
            });
        } else {
            idle.remove(connection);
            driver().execute(connection::close);
        }
    }

    boolean unused() {
        return open == 0 && acquiring == 0;
    }

    private void wakeNext() {
        wake(1);
    }

    private void wakeAll() {
        wake(waiters.size());
    }

    /** Wakes the first {@code count} tasks that wait. */
    private void wake(int count) {
        int left = count;
        for (Promise<@Nullable Void> waiter; left > 0 && (waiter = waiters.poll()) != null; ) {
            if (!waiter.done()) {
                waiter.setResult(null);
                left--;
            }
        }
    }
}
