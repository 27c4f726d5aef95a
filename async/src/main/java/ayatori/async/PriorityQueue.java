package ayatori.async;

import java.util.AbstractQueue;
import java.util.Comparator;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A queue that gives the least element first, and of equal elements the oldest: asyncio's {@code PriorityQueue}.
 *
 * {@snippet :
 * PriorityQueue<String> shortestFirst = PriorityQueue.unbounded(Comparator.comparingInt(String::length));
 * shortestFirst.put("long");
 * shortestFirst.put("is");
 * shortestFirst.put("it");
 * String next = shortestFirst.get(); // is
 * }
 *
 * @param <T> the elements, never null
 */
public final class PriorityQueue<T> extends Queue<T> {
    private PriorityQueue(int capacity, Comparator<? super T> order) {
        super(new StableHeap<>(order), capacity);
    }

    /**
     * A queue without a bound, in the elements' own order.
     *
     * @param <T> the elements, which are {@link Comparable}, or comparing two throws {@link ClassCastException}
     * @return the queue
     */
    public static <T> PriorityQueue<T> unbounded() {
        return bounded(Integer.MAX_VALUE);
    }

    /**
     * A queue without a bound.
     *
     * @param order which element is less
     * @param <T> the elements
     * @return the queue
     */
    public static <T> PriorityQueue<T> unbounded(Comparator<? super T> order) {
        return bounded(Integer.MAX_VALUE, order);
    }

    /**
     * A queue with a bound, in the elements' own order.
     *
     * @param capacity how many elements it holds at most; puts wait beyond that
     * @param <T> the elements, which are {@link Comparable}, or comparing two throws {@link ClassCastException}
     * @return the queue
     * @throws IllegalArgumentException if the capacity is not positive
     */
    @SuppressWarnings("unchecked") // as in the JDK, the first comparison checks it
    public static <T> PriorityQueue<T> bounded(int capacity) {
        return bounded(capacity, (a, b) -> ((Comparable<? super T>) a).compareTo(b));
    }

    /**
     * A queue with a bound.
     *
     * @param capacity how many elements it holds at most; puts wait beyond that
     * @param order which element is less
     * @param <T> the elements
     * @return the queue
     * @throws IllegalArgumentException if the capacity is not positive
     */
    public static <T> PriorityQueue<T> bounded(int capacity, Comparator<? super T> order) {
        return new PriorityQueue<>(capacity, order);
    }

    /** The JDK's heap, with a number in each entry that breaks ties by age. */
    private static final class StableHeap<T> extends AbstractQueue<T> {
        private record Entry<T>(T element, long number) {}

        private final java.util.PriorityQueue<Entry<T>> heap;
        private long added;

        StableHeap(Comparator<? super T> order) {
            heap = new java.util.PriorityQueue<>(Comparator.comparing((Entry<T> entry) -> entry.element, order)
                    .thenComparingLong(Entry::number));
        }

        @Override
        public boolean offer(T element) {
            return heap.offer(new Entry<>(element, added++));
        }

        @Override
        public @Nullable T poll() {
            Entry<T> least = heap.poll();
            return least == null ? null : least.element;
        }

        @Override
        public @Nullable T peek() {
            Entry<T> least = heap.peek();
            return least == null ? null : least.element;
        }

        @Override
        public int size() {
            return heap.size();
        }

        @Override
        public Iterator<T> iterator() {
            return heap.stream().map(Entry::element).iterator();
        }
    }
}
