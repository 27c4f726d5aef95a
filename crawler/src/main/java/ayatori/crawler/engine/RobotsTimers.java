package ayatori.crawler.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

/** The time of a shard, in the hands of its driver, and what is to be done at some time for {@link RobotsRedirects}. */
final class RobotsTimers implements RobotsRedirects.Timers {
    private record Timer(long nanos, Runnable callback) {}

    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::nanos));
    private long now;

    /** Starts at a time, in nanoseconds since the epoch. */
    RobotsTimers(long now) {
        this.now = now;
    }

    @Override
    public void callLater(Duration delay, Runnable callback) {
        timers.add(new Timer(now + delay.toNanos(), callback));
    }

    /** Lets time pass; it never goes back. */
    void advance(long to) {
        now = Math.max(now, to);
    }

    long now() {
        return now;
    }

    /** When the next is due; {@code Long.MAX_VALUE} if there is none. */
    long next() {
        Timer first = timers.peek();
        return first == null ? Long.MAX_VALUE : first.nanos();
    }

    /** Runs those that are due. */
    void run() {
        Deque<Runnable> due = new ArrayDeque<>();
        while (next() <= now) {
            due.add(timers.remove().callback());
        }
        due.forEach(Runnable::run);
    }
}
