package ayatori.bench.cluster;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** When this process did not get to run though it wanted to: what a busy machine takes from the gaps that a log shows. */
final class Stalls {
    private static final long NAP = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long WORTH_NOTING = TimeUnit.MILLISECONDS.toNanos(20);

    private final Map<Long, Long> latenessByEnd = new ConcurrentSkipListMap<>();

    Stalls() {
        Thread.ofPlatform().daemon().name("stalls").start(this::watch);
    }

    private void watch() {
        while (true) {
            long before = System.nanoTime();
            LockSupport.parkNanos(NAP);
            long after = System.nanoTime();
            if (after - before - NAP > WORTH_NOTING) {
                latenessByEnd.put(after, after - before - NAP);
            }
        }
    }

    /** The longest that ended between two moments. */
    long longest(long from, long to) {
        return latenessByEnd.entrySet().stream()
                .filter(stall -> stall.getKey() >= from && stall.getKey() <= to)
                .mapToLong(Map.Entry::getValue)
                .max()
                .orElse(0);
    }
}
