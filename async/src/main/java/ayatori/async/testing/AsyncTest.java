package ayatori.async.testing;

import ayatori.async.CarrierKind;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test method that runs inside a task, under a virtual clock, on each carrier. It replaces JUnit's {@code @Test}.
 *
 * {@snippet :
 * final class CacheTest {
 *     @AsyncTest
 *     void waitsASecond(VirtualClock clock) {
 *         Async.sleep(Duration.ofSeconds(1)); // takes no time
 *         assert clock.elapsed().equals(Duration.ofSeconds(1));
 *     }
 *
 *     @AsyncTest(seeds = 1000)
 *     void holdsUnderAnySchedule() throws Exception {
 *         Async.gather(() -> Async.sleep(Duration.ZERO), () -> Async.sleep(Duration.ZERO));
 *     }
 * }
 * }
 *
 * <p>The test fails if the method throws, if it deadlocks (all tasks wait, and nothing can wake them), if a task is left over when
 * the method returns, or if a failure was never awaited.
 *
 * <p>With {@link #seeds}, each seed is a separate invocation, with its own instance of the class and its own {@code BeforeEach}. The
 * seed shuffles the ready queue. The first seed that fails ends the series, and the failure names it. {@code -Dayatori.seed=17}
 * (and {@code -Dayatori.carrier=loop}) runs that seed only. {@code -Dayatori.seeds=100000} overrides the number of seeds.
 *
 * <p>The method, and {@code BeforeEach} methods and constructors, may take a {@link ayatori.async.VirtualClock}, the
 * {@link CarrierKind}, and a {@link java.util.random.RandomGenerator} that is seeded by the seed, for random
 * programs. {@code BeforeEach} and {@code AfterEach} methods run outside the loop.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(AsyncTestExtension.class)
@SuppressWarnings("exports") // users have JUnit, and JUnit reaches the extension by reflection
public @interface AsyncTest {
    /**
     * {@return how many schedules the test runs under on each carrier}
     *
     * <p>One schedule is first in, first out, as in a program. More schedules are those of the seeds 1, 2, 3 and so on.
     */
    int seeds() default 1;

    /** {@return the carriers it runs on; empty for all that this JVM has} */
    CarrierKind[] carriers() default {};
}
