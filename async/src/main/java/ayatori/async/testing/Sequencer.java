package ayatori.async.testing;

import ayatori.async.CancelledError;
import ayatori.async.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Runs the steps of several tasks in a chosen order: Trio's {@code Sequencer}. Each step has a number, and begins when the
 * step before it has ended.
 *
 * {@snippet :
 * Sequencer order = new Sequencer();
 * List<String> words = new ArrayList<>();
 * Async.gather(
 *         () -> {
 *             try (var _ = order.at(1)) {
 *                 words.add("world");
 *             }
 *         },
 *         () -> {
 *             try (var _ = order.at(0)) {
 *                 words.add("hello");
 *             }
 *         });
 * assert words.equals(List.of("hello", "world"));
 * }
 */
public final class Sequencer {
    /** A step that has begun. Closing it ends it. */
    public final class Step implements AutoCloseable {
        private final int number;
        private boolean ended;

        private Step(int number) {
            this.number = number;
        }

        /** Ends the step, so that the next one begins. A second call does nothing. */
        @Override
        public void close() {
            if (!ended) {
                ended = true;
                turn(number + 1).set();
            }
        }
    }

    private final Map<Integer, Event> turns = new HashMap<>();
    private final Set<Integer> taken = new HashSet<>();
    private boolean broken;

    /** Creates a sequencer, whose first step is number 0. */
    public Sequencer() {
        turn(0).set();
    }

    /**
     * Waits for the turn of a step.
     *
     * @param number the number of the step, from 0; each is used once
     * @return the step, which ends when it is closed, as at the end of a try-with-resources
     * @throws IllegalArgumentException if the number is negative
     * @throws IllegalStateException if the number was used, or a task was cancelled while it waited for its step, so that no
     *     later step can begin
     * @throws CancelledError if the task is cancelled while it waits
     */
    public Step at(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("steps are numbered from 0, not " + number);
        }
        if (!taken.add(number)) {
            throw new IllegalStateException("step " + number + " was already used");
        }
        if (broken) {
            throw brokenAt(number);
        }
        try {
            turn(number).await();
        } catch (CancelledError e) {
            broken = true;
            turns.values().forEach(Event::set);
            throw e;
        }
        if (broken) {
            throw brokenAt(number);
        }
        return new Step(number);
    }

    private Event turn(int number) {
        return turns.computeIfAbsent(number, _ -> new Event());
    }

    private static IllegalStateException brokenAt(int number) {
        return new IllegalStateException("step " + number + " can never begin: a task was cancelled while it waited"
                + " for its step, so the order is broken");
    }

    @Override
    public String toString() {
        return "sequencer (steps " + taken + " used" + (broken ? ", broken)" : ")");
    }
}
