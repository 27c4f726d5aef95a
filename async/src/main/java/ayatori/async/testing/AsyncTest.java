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
 * A test method that runs inside a task, under a virtual clock, on each carrier: in place of JUnit's {@code @Test}.
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
 * <p>The test fails if the method throws, if all its tasks wait for each other or for nobody (the exact deadlock of the
 * virtual clock), if a task is left over when the method returns, or if something failed that nobody awaited.
 *
 * <p>With {@link #seeds}, every seed is an invocation of its own, with its own instance of the class and its own {@code
 * BeforeEach}; the ready queue is shuffled by the seed. The first seed that fails ends the row, and its number stands in
 * the failure. It is seen again with {@code -Dayatori.seed=17} (and {@code -Dayatori.carrier=loop}), which runs that seed
 * only. {@code -Dayatori.seeds=100000} tries more, or fewer, than the annotation says.
 *
 * <p>The method, and {@code BeforeEach} methods and constructors, may take a {@link ayatori.async.VirtualClock}, the
 * {@link CarrierKind}, and a {@link java.util.random.RandomGenerator} that gives each seed its own numbers: for random
 * programs. {@code BeforeEach} and {@code AfterEach} methods run outside the loop.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(AsyncTestExtension.class)
@SuppressWarnings("exports") // whoever writes it has JUnit, and JUnit reaches the extension by reflection
public @interface AsyncTest {
    /**
     * {@return under how many schedules the test runs on each carrier; 1 is first in, first out, as programs run}
     *
     * <p>More than one are the schedules of the seeds 1, 2, 3 and so on.
     */
    int seeds() default 1;

    /** {@return the carriers it runs on; none for all that this JVM has} */
    CarrierKind[] carriers() default {};
}
