package ayatori.async;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run under the virtual clock, with a log and the elapsed time. */
final class Simulated {
    final VirtualClock clock = new VirtualClock();
    private final List<String> log = new ArrayList<>();
    private final RunOptions options;

    Simulated(CarrierKind carrier) {
        this(RunOptions.defaults().withCarrier(carrier));
    }

    Simulated(RunOptions options) {
        this.options = options.withClock(clock);
    }

    void run(Action main) throws Exception {
        Async.run(options, main);
    }

    <T extends @Nullable Object> T call(Awaitable<T> main) throws Exception {
        return Async.run(options, main);
    }

    void log(String line) {
        log.add(line);
    }

    List<String> log() {
        return log;
    }

    Duration elapsed() {
        return clock.elapsed();
    }

    static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
