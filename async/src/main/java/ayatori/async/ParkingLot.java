package ayatori.async;

import org.jspecify.annotations.Nullable;

/**
 * Where tasks wait for a primitive, first in, first out: the one wait queue under semaphores and queues.
 *
 * <p>The alternatives were a queue of promises in each primitive, as asyncio has, where the same three lines of
 * cancellation handling stand six times; and waking everyone to look again, which is unfair. Here a waiter that is
 * cancelled takes itself out at once, and one that had been woken already, but not run, gives its turn back.
 */
final class ParkingLot {
    /** One waiting task: a link of the queue. */
    private static final class Place {
        final Promise<@Nullable Void> woken = EventLoop.current().createPromise();

        @Nullable Place previous;

        @Nullable Place next;

        boolean parked = true;
    }

    private @Nullable Place first;
    private @Nullable Place last;
    private int size;

    /**
     * Waits to be woken.
     *
     * @param passOn called when the waiter is cancelled after it was woken: gives what it was woken for to the next
     */
    void park(Runnable passOn) {
        var place = new Place();
        append(place);
        try {
            place.woken.awaitUnchecked();
        } catch (CancelledError e) {
            if (place.parked) {
                remove(place);
            } else {
                passOn.run();
            }
            throw e;
        }
    }

    /** Wakes the one who has waited longest and is not cancelled; tells whether there was one. */
    boolean unparkOne() {
        for (Place place = first; place != null; place = place.next) {
            if (!place.woken.done()) { // else it is cancelled, and takes itself out when it runs
                remove(place);
                place.woken.setResult(null);
                return true;
            }
        }
        return false;
    }

    void unparkAll() {
        while (unparkOne()) {
            // one after the other, in order
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    private void append(Place place) {
        place.previous = last;
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
        place.parked = false;
        size--;
    }
}
