package ayatori.async;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * How a loop runs. Immutable; every {@code with} method gives a changed copy.
 *
 * {@snippet :
 * RunOptions options = RunOptions.defaults().withName("crawl").withCarrier(CarrierKind.BATON);
 * }
 *
 * @param name the name of the loop's thread, and the start of its worker threads' names
 * @param carrier how tasks get on and off the loop
 * @param clock where time comes from
 * @param seed if present, the ready queue is shuffled by it, so that a test sees other schedules than first in, first out;
 *     the same seed gives the same schedule again
 * @param closeTimeout how long the end of a run waits for bodies still running in worker threads
 */
public record RunOptions(String name, CarrierKind carrier, Clock clock, OptionalLong seed, Duration closeTimeout) {
    /** Checks that nothing is missing. */
    public RunOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(carrier, "carrier");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(seed, "seed");
        Objects.requireNonNull(closeTimeout, "closeTimeout");
    }

    /**
     * {@return the defaults: the best carrier, the system's clock, first in first out, five minutes to close}
     *
     * <p>The system properties {@code ayatori.carrier} ({@code loop} or {@code baton}) and {@code ayatori.seed} (a number)
     * change the defaults.
     */
    public static RunOptions defaults() {
        return new RunOptions(
                "ayatori-loop", carrierFromProperty(), Clock.system(), seedFromProperty(), Duration.ofMinutes(5));
    }

    /**
     * Names the loop.
     *
     * @param name the thread's name
     * @return a changed copy
     */
    public RunOptions withName(String name) {
        return new RunOptions(name, carrier, clock, seed, closeTimeout);
    }

    /**
     * Chooses the carrier.
     *
     * @param carrier which one
     * @return a changed copy
     */
    public RunOptions withCarrier(CarrierKind carrier) {
        return new RunOptions(name, carrier, clock, seed, closeTimeout);
    }

    /**
     * Chooses the clock.
     *
     * @param clock where time comes from
     * @return a changed copy
     */
    public RunOptions withClock(Clock clock) {
        return new RunOptions(name, carrier, clock, seed, closeTimeout);
    }

    /**
     * Shuffles the ready queue.
     *
     * @param seed makes the same schedule again
     * @return a changed copy
     */
    public RunOptions withSeed(long seed) {
        return new RunOptions(name, carrier, clock, OptionalLong.of(seed), closeTimeout);
    }

    /**
     * Bounds the wait at the end of a run.
     *
     * @param closeTimeout how long bodies in worker threads may still run
     * @return a changed copy
     */
    public RunOptions withCloseTimeout(Duration closeTimeout) {
        return new RunOptions(name, carrier, clock, seed, closeTimeout);
    }

    private static CarrierKind carrierFromProperty() {
        String wanted = System.getProperty("ayatori.carrier", "");
        return switch (wanted) {
            case "" -> CarrierKind.best();
            case "loop" -> CarrierKind.LOOP;
            case "baton" -> CarrierKind.BATON;
            default ->
                throw new IllegalArgumentException(
                        "the system property ayatori.carrier is loop or baton, not " + wanted);
        };
    }

    private static OptionalLong seedFromProperty() {
        Long seed = Long.getLong("ayatori.seed");
        return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    }
}
