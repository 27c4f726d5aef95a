package ayatori.web.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The turns that one body has taken. It takes them in the order of their sizes, for its memory before its decoders' windows,
 * so that bodies never wait for each other in a circle.
 */
final class HeldTurns implements AutoCloseable {
    private final String host;
    private final LongSupplier serverNanos;
    private final Runnable giveUp;
    private Duration limit;
    private final List<BodyTurns.Step> steps = new ArrayList<>();
    private final List<HostTurns.Turn> held = new ArrayList<>();

    /**
     * Creates turns of which none is taken.
     *
     * @param limit how long the body may wait for each, zero for no limit
     * @param giveUp called if a turn is wanted back: the body is to be given up
     */
    HeldTurns(String host, LongSupplier serverNanos, Duration limit, Runnable giveUp) {
        this.host = host;
        this.serverNanos = serverNanos;
        this.giveUp = giveUp;
        this.limit = limit;
    }

    /** Has the body take these turns too; before it takes the first. */
    void join(BodyTurns turns) {
        if (!held.isEmpty()) {
            throw new IllegalStateException("the body has taken a turn already");
        }
        steps.addAll(turns.steps());
        steps.sort(Comparator.comparingInt(BodyTurns.Step::aboveBytes)); // stable
    }

    /** Lets the body wait for as long as it takes. */
    void waitWithoutLimit() {
        limit = Duration.ZERO;
    }

    /** Gives these turns back; the body takes none after that. */
    void leave(BodyTurns turns) {
        for (int i = 0; i < held.size(); i++) {
            if (turns.steps().contains(steps.get(i))) {
                held.get(i).close();
            }
        }
    }

    /**
     * Waits for the turns of a body that is longer than {@code bytes}.
     *
     * @return how much longer it may be before it must wait for the next turn
     * @throws HttpException if no turn came in time
     */
    long awaitMoreThan(long bytes) throws IOException {
        while (held.size() < steps.size()) {
            BodyTurns.Step next = steps.get(held.size());
            if (next.aboveBytes() > bytes) {
                return next.aboveBytes() - bytes;
            }
            held.add(next.turns().acquire(host, serverNanos, limit, giveUp));
        }
        return Integer.MAX_VALUE;
    }

    @Override
    public void close() {
        held.reversed().forEach(HostTurns.Turn::close);
        held.clear();
    }
}
