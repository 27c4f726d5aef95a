package ayatori.bench;

import ayatori.async.Async;
import ayatori.async.CarrierKind;
import ayatori.async.RunOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of a task switch: tasks that do nothing but {@code sleep(0)}, on both carriers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-opens=java.base/java.lang=ALL-UNNAMED")
public class TaskSwitchBenchmark {
    private static final int SWITCHES = 100_000;

    /** How tasks get on and off the loop. */
    @Param
    public CarrierKind carrier = CarrierKind.BATON;

    /** How many tasks take turns. */
    @Param({"2", "100"})
    public int tasks = 2;

    /**
     * Runs a loop on which tasks take turns.
     *
     * @return the number of turns taken
     * @throws Exception never
     */
    @Benchmark
    @OperationsPerInvocation(SWITCHES)
    public int sleepZero() throws Exception {
        int turns = SWITCHES / tasks;
        return Async.run(RunOptions.defaults().withCarrier(carrier), () -> {
            int[] taken = {0};
            for (int i = 0; i < tasks; i++) {
                Async.createTask(() -> {
                    for (int turn = 0; turn < turns; turn++) {
                        Async.sleep(Duration.ZERO);
                        taken[0]++;
                    }
                });
            }
            while (taken[0] < turns * tasks) {
                Async.sleep(Duration.ZERO);
            }
            return taken[0];
        });
    }
}
