package ayatori.async.testing;

import ayatori.async.Action;
import ayatori.async.Async;
import ayatori.async.CarrierKind;
import ayatori.async.ExceptionContext;
import ayatori.async.RunOptions;
import ayatori.async.Task;
import ayatori.async.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** One way to run a test: a carrier, and perhaps a seed that shuffles its ready queue. */
record Schedule(CarrierKind carrier, OptionalLong seed) {
    String name() {
        return carrier + (seed.isPresent() ? ", seed " + seed.getAsLong() : "");
    }

    /** Runs a body in a task, and checks that it leaves no task and no failure behind. */
    void run(VirtualClock clock, Action body) throws Exception {
        List<ExceptionContext> lost = new ArrayList<>();
        RunOptions options =
                RunOptions.defaults().withCarrier(carrier).withClock(clock).withExceptionHandler(lost::add);
        if (seed.isPresent()) {
            options = options.withSeed(seed.getAsLong());
        }
        Async.run(options, () -> {
            body.run();
            List<Task<?>> left = new ArrayList<>(Async.allTasks());
            left.remove(Async.currentTask());
            if (!left.isEmpty()) {
                throw new AssertionError("the test has ended before these tasks have: " + left
                        + "; it must await each one, also after cancelling it");
            }
        });
        if (!lost.isEmpty()) {
            ExceptionContext first = lost.getFirst();
            throw new AssertionError("nobody awaited this failure: " + first.message(), first.exception());
        }
    }

    /** Returns the failure with the seed and how to reproduce it. */
    Throwable explain(Throwable failure) {
        if (seed.isEmpty()) {
            return failure;
        }
        return new AssertionError(
                "fails under seed %d on the %s carrier; to reproduce it: -Dayatori.seed=%d -Dayatori.carrier=%s%n%s"
                        .formatted(seed.getAsLong(), carrierName(), seed.getAsLong(), carrierName(), failure),
                failure);
    }

    private String carrierName() {
        return carrier.name().toLowerCase(Locale.ROOT);
    }
}
