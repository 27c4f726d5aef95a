package ayatori.async;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.IntSupplier;

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
 * <p>Waiting tasks are served first in, first out. When a waiting getter is woken, one element is promised to it, and a
 * waiting putter is promised room: a newcomer cannot take that in between.
 *
 * @param <T> the elements, never null
 */
public sealed class Queue<T> permits LifoQueue, PriorityQueue {
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

    private final java.util.Queue<T> elements;
    private final int capacity;
    private final Line getters;
    private final Line putters;
    private final ParkingLot joiners = new ParkingLot(this);
    private int unfinished;
    private boolean shutDown;

    /**
     * Creates a queue.
     *
     * @param elements where they wait; its order is this queue's
     * @param capacity how many at most
     */
    Queue(java.util.Queue<T> elements, int capacity) {
        if (capacity <= 0) {
            throw new IllegalArgumentException(
                    "a bounded queue holds one element or more, not " + capacity + "; for no bound use unbounded()");
        }
        this.elements = elements;
        this.capacity = capacity;
        this.getters = new Line(elements::size);
        this.putters = new Line(() -> capacity - elements.size());
    }

    /**
     * A queue without a bound.
     *
     * @param <T> the elements
     * @return the queue
     */
    public static <T> Queue<T> unbounded() {
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
    public static <T> Queue<T> bounded(int capacity) {
        return new Queue<>(new ArrayDeque<>(), capacity);
    }

    /**
     * Adds an element, waiting while the queue is full.
     *
     * @param element what to add
     * @throws ShutDownException if the queue is or gets shut down
     * @throws CancelledError if the task is cancelled while it waits; nothing is added then
     */
    public final void put(T element) {
        Objects.requireNonNull(element, "element");
        if (!shutDown && !putters.served()) {
            putters.await();
        }
        if (shutDown) {
            throw new ShutDownException();
        }
        add(element);
    }

    /**
     * Adds an element at once.
     *
     * @param element what to add
     * @throws FullException if there is no room, or none that is not promised to a waiting putter
     * @throws ShutDownException if the queue is shut down
     */
    public final void putNowait(T element) {
        Objects.requireNonNull(element, "element");
        if (shutDown) {
            throw new ShutDownException();
        }
        if (!putters.served()) {
            throw new FullException();
        }
        add(element);
    }

    /**
     * Takes the next element, waiting while there is none.
     *
     * @return the element
     * @throws ShutDownException if the queue is shut down and empty
     * @throws CancelledError if the task is cancelled while it waits; nothing is taken then
     */
    public final T get() {
        if (!shutDown && !getters.served()) {
            getters.await();
        }
        return take();
    }

    /**
     * Takes the next element at once.
     *
     * @return the element
     * @throws EmptyException if there is none, or none that is not promised to a waiting getter
     * @throws ShutDownException if there is none and the queue is shut down
     */
    public final T getNowait() {
        if (!shutDown && !getters.served()) {
            throw new EmptyException();
        }
        return take();
    }

    /**
     * Marks the work on an element taken before as done.
     *
     * @throws IllegalStateException if called more often than elements were put
     */
    public final void taskDone() {
        if (unfinished == 0) {
            throw new IllegalStateException("taskDone() called more often than elements were put");
        }
        finished(1);
    }

    /**
     * Waits until {@link #taskDone} has been called for every element put.
     *
     * @throws CancelledError if the task is cancelled
     */
    public final void join() {
        if (unfinished > 0) {
            joiners.park(() -> {}); // all waiters are woken, so there is no turn to pass on
        }
    }

    /** Shuts the queue down: puts fail at once, those that wait too, and gets when the queue is empty. */
    public final void shutdown() {
        shutDown = true;
        getters.dismiss();
        putters.dismiss();
    }

    /** Shuts the queue down and drops what is in it, as if its work were done: asyncio's {@code shutdown(immediate)}. */
    public final void shutdownNow() {
        int dropped = elements.size();
        elements.clear();
        finished(Math.min(dropped, unfinished));
        shutdown();
    }

    /** {@return how many elements the queue holds at most; {@link Integer#MAX_VALUE} if it has no bound} */
    public final int maxSize() {
        return capacity;
    }

    /** {@return how many elements are in the queue} */
    public final int size() {
        return elements.size();
    }

    /** {@return whether nothing is in the queue} */
    public final boolean isEmpty() {
        return elements.isEmpty();
    }

    /** {@return whether the queue holds as many elements as it can} */
    public final boolean full() {
        return elements.size() >= capacity;
    }

    private void add(T element) {
        elements.add(element);
        unfinished++;
        getters.serveOne();
    }

    private T take() {
        T element = elements.poll();
        if (element == null) {
            throw new ShutDownException();
        }
        putters.serveOne();
        return element;
    }

    private void finished(int count) {
        unfinished -= count;
        if (unfinished == 0) {
            joiners.unparkAll();
        }
    }

    @Override
    public final String toString() {
        String bound = capacity == Integer.MAX_VALUE ? "" : " of " + capacity;
        return "queue (" + elements.size() + bound + (shutDown ? ", shut down)" : ")");
    }

    /** The tasks that wait for elements, or for room. Each woken task is promised one; while any wait, all are promised. */
    private final class Line {
        private final IntSupplier supply;
        private final ParkingLot waiters = new ParkingLot(Queue.this);

        Line(IntSupplier supply) {
            this.supply = supply;
        }

        /** Whether there is one that is promised to nobody: a newcomer gets it at once. */
        boolean served() {
            return supply.getAsInt() > waiters.woken();
        }

        void await() {
            waiters.park(this::serveOne);
        }

        void serveOne() {
            if (served()) {
                wakeOne();
            }
        }

        /** Lets all go although there may be nothing for them. */
        void dismiss() {
            while (wakeOne()) {
                // one after the other
            }
        }

        private boolean wakeOne() {
            return waiters.unparkOne() != null;
        }
    }
}
