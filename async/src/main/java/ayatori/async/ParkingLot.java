package ayatori.async;

import org.jspecify.annotations.Nullable;

/**
 * Where tasks wait for a primitive, first in, first out: the one wait queue under locks, semaphores, queues and the rest.
 *
 * <p>Whoever wakes a waiter <em>hands</em> it the permit, the lock or the right to one element, and a newcomer cannot take
 * that in between. As long as a woken waiter has not run, newcomers queue behind it ({@link #idle}). A waiter cancelled
 * before it is woken leaves the queue at once, inside {@code cancel}, so that nothing is handed to it. A waiter cancelled
 * after it was woken and before it ran passes on what it was given.
 *
 * <p>Alternatives: a queue of promises in each primitive, as in asyncio, repeats the handling of cancellation in six places
 * and lets newcomers compete with woken waiters; waking every waiter to look again is unfair.
 */
final class ParkingLot {
    /** One waiting task: a link of the queue, and the promise it awaits. Its result is the waiter's number. */
    static final class Place extends Promise<Integer> {
        final Task<?> task;

        /** Where the task waits, or waited when it was woken or cancelled. */
        private ParkingLot lot;

        private @Nullable Place previous;
        private @Nullable Place next;

        private Place(Task<?> task, ParkingLot lot) {
            super(task.loop);
            this.task = task;
            this.lot = lot;
        }

        ParkingLot lot() {
            return lot;
        }

        @Override
        public boolean cancel(@Nullable String reason) {
            if (done()) {
                return false;
            }
            lot.remove(this);
            return super.cancel(reason);
        }

        @Override
        public String toString() {
            return "a turn at " + lot.primitive + " (" + stateText() + ")";
        }
    }

    private final Object primitive;

    /** The loop of the first who waited here, and so of all. */
    private @Nullable EventLoop loop;

    private @Nullable Place first;
    private @Nullable Place last;
    private int size;

    /** How many waiters in {@link #park} were woken and have not run since. */
    private int woken;

    ParkingLot(Object primitive) {
        this.primitive = primitive;
    }

    /**
     * Waits to be woken.
     *
     * @param passOn called when the waiter is cancelled after it was woken: gives what it was woken for to the next
     * @return the number it was woken with; for one of many woken together, how many were woken before it
     */
    int park(Runnable passOn) {
        return park(enter(), passOn);
    }

    /** Waits at a place taken before, as {@link #park(Runnable)}. */
    int park(Place place, Runnable passOn) {
        try {
            if (place.done()) {
                place.task.yieldOnce(); // woken as it came: those who were woken before it go first
            }
            int number = place.awaitUnchecked();
            place.lot.woken--;
            return number;
        } catch (CancelledError e) {
            if (!place.cancelled()) {
                place.lot.woken--;
                passOn.run();
            }
            throw e;
        }
    }

    /** Takes the last place, for the running task, which then awaits it. */
    Place enter() {
        EventLoop here = EventLoop.here();
        Task<?> task = here.requireCurrentTask("await");
        if (loop != here) {
            if (loop != null) {
                throw new IllegalStateException(primitive + " belongs to " + loop + ", where tasks have waited for it; "
                        + "the caller runs on " + here);
            }
            loop = here;
        }
        var place = new Place(task, this);
        append(place);
        return place;
    }

    /** Wakes the one who has waited longest; gives its task, or null if nobody waits. */
    @Nullable Task<?> unparkOne() {
        return unpark(0);
    }

    /** Wakes all, in order, and numbers them from zero. */
    void unparkAll() {
        for (int number = 0; unpark(number) != null; number++) {
            // one after the other
        }
    }

    /** Wakes all, in order, and gives each the same number. */
    void unparkAllWith(int number) {
        while (unpark(number) != null) {
            // one after the other
        }
    }

    private @Nullable Task<?> unpark(int number) {
        Place place = first;
        if (place == null) {
            return null;
        }
        remove(place);
        woken++;
        place.setResult(number);
        return place.task;
    }

    /** Lets the one who has waited longest wait elsewhere instead, at the end; tells whether there was one. */
    boolean moveOneTo(ParkingLot other) {
        Place place = first;
        if (place == null) {
            return false;
        }
        remove(place);
        other.append(place);
        return true;
    }

    /** What the tasks wait for. */
    Object primitive() {
        return primitive;
    }

    boolean isEmpty() {
        return first == null;
    }

    /** Whether nobody waits and every woken waiter has run: only then may a newcomer go on without waiting. */
    boolean idle() {
        return first == null && woken == 0;
    }

    /** How many were woken and have not run since. */
    int woken() {
        return woken;
    }

    /** How many wait and have not been woken. */
    int size() {
        return size;
    }

    private void append(Place place) {
        place.lot = this;
        place.previous = last;
        place.next = null;
        if (last == null) {
            first = place;
        } else {
            last.next = place;
        }
        last = place;
        size++;
    }

    private void remove(Place place) {
        if (place.previous == null) {
            first = place.next;
        } else {
            place.previous.next = place.next;
        }
        if (place.next == null) {
            last = place.previous;
        } else {
            place.next.previous = place.previous;
        }
        size--;
    }
}
