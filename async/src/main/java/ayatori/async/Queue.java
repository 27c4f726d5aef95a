package ayatori.async;

import java.util.ArrayDeque;

/**
 * A first-in-first-out queue between tasks, bounded or not: asyncio's {@code Queue}.
 *
 * {@snippet :
 * Queue<String> urls = Queue.bounded(100);
 * urls.put("https://example.org/"); // waits while the queue is full
 * String url = urls.get();          // waits while it is empty
 * urls.taskDone();
 * urls.join();                      // waits until everything that was put is done
 * }
 *
 * @param <T> the elements, never null
 */
public final class Queue<T> {
    /** Thrown by {@link #getNowait} on an empty queue. */
    public static final class EmptyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EmptyException() {
            super("the queue is empty");
        }
    }

    /** Thrown by {@link #putNowait} on a full queue. */
    public static final class FullException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FullException() {
            super("the queue is full");
        }
    }

    /** Thrown by puts after {@link #shutdown}, and by gets once the queue is empty then. */
    public static final class ShutDownException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ShutDownException() {
            super("the queue is shut down");
        }
    }

    private final ArrayDeque<T> elements = new ArrayDeque<>();
    private final int capacity;
    private final ParkingLot getters = new ParkingLot();
    private final ParkingLot putters = new ParkingLot();
    private final ParkingLot joiners = new ParkingLot();
    private int unfinished;
    private boolean shutDown;

    private Queue(int capacity) {
        this.capacity = capacity;
    }

    /** {@return a queue without a bound} */
    public static <T> Queue<T> unbounded() {
        return new Queue<>(Integer.MAX_VALUE);
    }

    /**
     * A queue with a bound.
     *
     * @param capacity how many elements it holds at most; puts wait beyond that
     * @return the queue
     * @throws IllegalArgumentException if the capacity is not positive
     */
    public static <T> Queue<T> bounded(int capacity) {
        if (capacity <= 0) {
            throw new IllegalArgumentException("a bounded queue holds one element or more, not " + capacity
                    + "; for no bound use Queue.unbounded()");
        }
        return new Queue<>(capacity);
    }

    /**
     * Adds an element, waiting while the queue is full.
     *
     * @param element what to add
     * @throws ShutDownException if the queue is or gets shut down
     */
    public void put(T element) {
        while (full() && !shutDown) {
            putters.park(() -> {
                if (!full()) {
                    putters.unparkOne();
                }
            });
        }
        putNowait(element);
    }

    /**
     * Adds an element at once.
     *
     * @param element what to add
     * @throws FullException if the queue is full
     * @throws ShutDownException if the queue is shut down
     */
    public void putNowait(T element) {
        if (shutDown) {
            throw new ShutDownException();
        }
        if (full()) {
            throw new FullException();
        }
        elements.add(element);
        unfinished++;
        getters.unparkOne();
    }

    /**
     * Takes the oldest element, waiting while there is none.
     *
     * @return the element
     * @throws ShutDownException if the queue is shut down and empty
     */
    public T get() {
        while (elements.isEmpty() && !shutDown) {
            getters.park(() -> {
                if (!elements.isEmpty()) {
                    getters.unparkOne();
                }
            });
        }
        return getNowait();
    }

    /**
     * Takes the oldest element at once.
     *
     * @return the element
     * @throws EmptyException if there is none
     * @throws ShutDownException if there is none and the queue is shut down
     */
    public T getNowait() {
        T element = elements.poll();
        if (element == null) {
            throw shutDown ? new ShutDownException() : new EmptyException();
        }
        putters.unparkOne();
        return element;
    }

    /**
     * Says that the work on an element taken before is done.
     *
     * @throws IllegalStateException if said more often than elements were put
     */
    public void taskDone() {
        if (unfinished == 0) {
            throw new IllegalStateException("taskDone() called more often than elements were put");
        }
        if (--unfinished == 0) {
            joiners.unparkAll();
        }
    }

    /** Waits until {@link #taskDone} has been called for every element put. */
    public void join() {
        while (unfinished > 0) {
            joiners.park(() -> {});
        }
    }

    /** Shuts the queue down: puts fail at once, gets when the queue is empty. */
    public void shutdown() {
        shutDown = true;
        getters.unparkAll();
        putters.unparkAll();
    }

    /** Shuts the queue down and drops what is in it, as if its work were done. */
    public void shutdownNow() {
        unfinished -= elements.size();
        elements.clear();
        if (unfinished == 0) {
            joiners.unparkAll();
        }
        shutdown();
    }

    /** {@return how many elements wait in the queue} */
    public int size() {
        return elements.size();
    }

    /** {@return whether nothing waits in the queue} */
    public boolean isEmpty() {
        return elements.isEmpty();
    }

    /** {@return whether a put would have to wait} */
    public boolean full() {
        return elements.size() >= capacity;
    }
}
