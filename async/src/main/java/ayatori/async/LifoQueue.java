package ayatori.async;

import java.util.ArrayDeque;
import java.util.Collections;

/**
 * A queue that gives the youngest element first: asyncio's {@code LifoQueue}.
 *
 * {@snippet :
 * LifoQueue<String> open = LifoQueue.unbounded();
 * open.put("first");
 * open.put("second");
 * String next = open.get(); // second
 * }
 *
 * @param <T> the elements, never null
 */
public final class LifoQueue<T> extends Queue<T> {
    private LifoQueue(int capacity) {
        super(Collections.asLifoQueue(new ArrayDeque<>()), capacity);
    }

    /**
     * A queue without a bound.
     *
     * @param <T> the elements
     * @return the queue
     */
    public static <T> LifoQueue<T> unbounded() {
        return bounded(Integer.MAX_VALUE);
    }

    /**
     * A queue with a bound.
     *
     * @param capacity how many elements it holds at most; puts wait beyond that
     * @param <T> the elements
     * @return the queue
     * @throws IllegalArgumentException if the capacity is not positive
     */
    public static <T> LifoQueue<T> bounded(int capacity) {
        return new LifoQueue<>(capacity);
    }
}
