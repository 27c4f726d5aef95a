package ayatori.async;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * How a loop runs. Immutable; every {@code with} method gives a changed copy.
 *
 * {@snippet :
 * RunOptions options = RunOptions.defaults().withName("crawl").withCarrier(CarrierKind.BATON).withDebug(true);
 * }
 *
 * @param name the name of the loop's thread, and the start of its worker threads' names
 * @param carrier how tasks get on and off the loop
 * @param clock where time comes from
 * @param seed if present, the ready queue is shuffled by it, so that a test sees other schedules than first in, first out;
 *     the same seed gives the same schedule again
 * @param closeTimeout how long the end of a run waits for bodies still running in worker threads
 * @param debug whether the loop looks for mistakes, at a price: asyncio's debug mode
 * @param slowStep in debug mode, steps that keep control for longer than this are logged
 * @param exceptionHandler hears of failures that nobody awaits
 * @param instruments watch the loop at work, in this order
 * @param scopedValues the {@link ScopedValue}s that tasks inherit from their creators
 * @param interruptHandling whether Ctrl-C cancels the main task
 */
public record RunOptions(
        String name,
        CarrierKind carrier,
        Clock clock,
        OptionalLong seed,
        Duration closeTimeout,
        boolean debug,
        Duration slowStep,
        ExceptionHandler exceptionHandler,
        List<Instrument> instruments,
        List<ScopedValue<?>> scopedValues,
        boolean interruptHandling) {
    /** Checks that nothing is missing. */
    public RunOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(carrier, "carrier");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(seed, "seed");
        Objects.requireNonNull(closeTimeout, "closeTimeout");
        Objects.requireNonNull(slowStep, "slowStep");
        Objects.requireNonNull(exceptionHandler, "exceptionHandler");
        instruments = List.copyOf(instruments);
        scopedValues = List.copyOf(scopedValues);
    }

    /**
     * {@return the defaults: the best carrier, the system's clock, first in first out, five minutes to close, no debug
     * mode, failures that nobody awaits are logged}
     *
     * <p>The system properties {@code ayatori.carrier} ({@code loop} or {@code baton}), {@code ayatori.seed} (a number) and
     * {@code ayatori.debug} ({@code true}; or the environment variable {@code AYATORI_DEBUG}) change the defaults.
     */
    public static RunOptions defaults() {
        return new RunOptions(
                "ayatori-loop",
                carrierFromProperty(),
                Clock.system(),
                seedFromProperty(),
                Duration.ofMinutes(5),
                isOn(System.getProperty("ayatori.debug", System.getenv().getOrDefault("AYATORI_DEBUG", ""))),
                Duration.ofMillis(100),
                ExceptionHandler.logging(),
                List.of(),
                List.of(),
                true);
    }

    /**
     * Names the loop.
     *
     * @param name the thread's name
     * @return a changed copy
     */
    public RunOptions withName(String name) {
        return with(draft -> draft.name = name);
    }

    /**
     * Chooses the carrier.
     *
     * @param carrier which one
     * @return a changed copy
     */
    public RunOptions withCarrier(CarrierKind carrier) {
        return with(draft -> draft.carrier = carrier);
    }

    /**
     * Chooses the clock.
     *
     * @param clock where time comes from
     * @return a changed copy
     */
    public RunOptions withClock(Clock clock) {
        return with(draft -> draft.clock = clock);
    }

    /**
     * Shuffles the ready queue.
     *
     * @param seed makes the same schedule again
     * @return a changed copy
     */
    public RunOptions withSeed(long seed) {
        return with(draft -> draft.seed = OptionalLong.of(seed));
    }

    /**
     * Bounds the wait at the end of a run.
     *
     * @param closeTimeout how long bodies in worker threads may still run
     * @return a changed copy
     */
    public RunOptions withCloseTimeout(Duration closeTimeout) {
        return with(draft -> draft.closeTimeout = closeTimeout);
    }

    /**
     * Switches debug mode on or off.
     *
     * @param debug whether the loop looks for mistakes
     * @return a changed copy
     */
    public RunOptions withDebug(boolean debug) {
        return with(draft -> draft.debug = debug);
    }

    /**
     * Chooses the handler of failures that no task awaits.
     *
     * @param exceptionHandler called on the loop
     * @return a changed copy
     */
    public RunOptions withExceptionHandler(ExceptionHandler exceptionHandler) {
        return with(draft -> draft.exceptionHandler = exceptionHandler);
    }

    /**
     * Sets how long a step may take before debug mode logs it, with the stack it has then; without it, 100 ms.
     *
     * @param slowStep the bound
     * @return a changed copy
     */
    public RunOptions withSlowStep(Duration slowStep) {
        return with(draft -> draft.slowStep = slowStep);
    }

    /**
     * Adds an instrument, which watches the loop at work.
     *
     * @param instrument told after those that are there already
     * @return a changed copy
     */
    public RunOptions withInstrument(Instrument instrument) {
        var more = new ArrayList<>(instruments);
        more.add(instrument);
        return with(draft -> draft.instruments = more);
    }

    /**
     * Names the {@link ScopedValue}s that a task inherits from whoever creates it: the task that calls {@code createTask},
     * {@code gather} and so on, the thread that calls {@code run} or {@link EventLoop#runCoroutineThreadsafe}; bodies of
     * {@code toThread} and {@code blocking} see them too. Other scoped values are not inherited: Java has no way to list
     * the bound ones.
     *
     * @param scopedValues instead of those named before
     * @return a changed copy
     */
    public RunOptions withScopedValues(ScopedValue<?>... scopedValues) {
        return with(draft -> draft.scopedValues = List.of(scopedValues));
    }

    /**
     * Chooses what Ctrl-C does while a program runs on the Java program's main thread. If handled, which is the default as
     * in asyncio, the first one cancels the main task with the reason {@code "Ctrl-C"}, so that its {@code finally}s run,
     * and the second ends the process. On other threads, or if other code handles Ctrl-C, it is left alone.
     *
     * @param interruptHandling false to leave Ctrl-C alone
     * @return a changed copy
     */
    public RunOptions withInterruptHandling(boolean interruptHandling) {
        return with(draft -> draft.interruptHandling = interruptHandling);
    }

    private RunOptions with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.options();
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

    /** Whether a switch is on: {@code true} or, as asyncio's users write it, {@code 1}. */
    private static boolean isOn(String value) {
        return value.equals("1") || Boolean.parseBoolean(value);
    }

    /** Options on their way from one record to the next, so that adding one touches one line of each. */
    private static final class Draft {
        String name;
        CarrierKind carrier;
        Clock clock;
        OptionalLong seed;
        Duration closeTimeout;
        boolean debug;
        Duration slowStep;
        ExceptionHandler exceptionHandler;
        List<Instrument> instruments;
        List<ScopedValue<?>> scopedValues;
        boolean interruptHandling;

        Draft(RunOptions from) {
            name = from.name;
            carrier = from.carrier;
            clock = from.clock;
            seed = from.seed;
            closeTimeout = from.closeTimeout;
            debug = from.debug;
            slowStep = from.slowStep;
            exceptionHandler = from.exceptionHandler;
            instruments = from.instruments;
            scopedValues = from.scopedValues;
            interruptHandling = from.interruptHandling;
        }

        RunOptions options() {
            return new RunOptions(
                    name,
                    carrier,
                    clock,
                    seed,
                    closeTimeout,
                    debug,
                    slowStep,
                    exceptionHandler,
                    instruments,
                    scopedValues,
                    interruptHandling);
        }
    }
}
