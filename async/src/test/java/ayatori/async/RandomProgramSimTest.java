package ayatori.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random programs, each on both carriers, under the virtual clock: {@code -Dayatori.seeds=} says how many, {@code
 * -Dayatori.seed=} runs one. Even seeds also shuffle the schedule.
 */
final class RandomProgramSimTest {
    private static final @Nullable Long ONE = Long.getLong("ayatori.seed");
    private static final long COUNT = Long.getLong("ayatori.seeds", 10_000);

    /** The property would also shuffle the schedules that are in order. */
    @BeforeAll
    static void takeTheSeedAway() {
        System.clearProperty("ayatori.seed");
    }

    @AfterAll
    static void giveTheSeedBack() {
        if (ONE != null) {
            System.setProperty("ayatori.seed", "" + ONE);
        }
    }

    @Test
    void programsKeepTheRulesAndRunTheSameOnBothCarriers() {
        LongStream seeds = ONE == null ? LongStream.rangeClosed(1, COUNT) : LongStream.of(ONE);
        seeds.forEach(seed -> {
            List<String> onLoop = run(seed, CarrierKind.LOOP);
            List<String> onBaton = run(seed, CarrierKind.BATON);
            assertThat(onBaton)
                    .as("what seed %d does on the baton carrier", seed)
                    .isEqualTo(onLoop);
        });
    }

    private static List<String> run(long seed, CarrierKind carrier) {
        List<ExceptionContext> lost = new ArrayList<>();
        RunOptions options = RunOptions.defaults()
                .withCarrier(carrier)
                .withClock(new VirtualClock())
                .withExceptionHandler(lost::add);
        boolean shuffled = seed % 2 == 0;
        var program = new RandomProgram(new SplittableRandom(seed).split(), !shuffled);
        try {
            Async.run(shuffled ? options.withSeed(seed) : options, () -> {
                program.run();
                assertThat(Async.allTasks()).containsExactly(Async.currentTask());
            });
        } catch (Throwable e) {
            throw failure(seed, carrier, e.toString(), e, program);
        }
        if (!lost.isEmpty()) {
            throw failure(
                    seed, carrier, lost.getFirst().message(), lost.getFirst().exception(), program);
        }
        return program.trace();
    }

    private static AssertionError failure(
            long seed, CarrierKind carrier, String what, @Nullable Throwable cause, RandomProgram program) {
        return new AssertionError(
                "seed %d on %s: %s; to see it again: -Dtest=RandomProgramSimTest -Dayatori.seed=%d%n%s"
                        .formatted(seed, carrier, what, seed, String.join("\n", program.trace())),
                cause);
    }
}
