package ayatori.async.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.testkit.engine.EventConditions.displayName;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import ayatori.async.Async;
import ayatori.async.CarrierKind;
import ayatori.async.EventLoop;
import ayatori.async.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs small test classes with JUnit's test kit and checks what it reports. */
final class AsyncTestTest {
    /** What the small tests report. They run one at a time. */
    private static final List<String> told = new ArrayList<>();

    @BeforeEach
    @AfterEach
    void forget() {
        told.clear();
        System.clearProperty("ayatori.seed");
        System.clearProperty("ayatori.seeds");
        System.clearProperty("ayatori.carrier");
    }

    /** The tests that are run. The build does not find them, because it runs top-level classes only. */
    static final class Small {
        private final List<String> ownInstance = new ArrayList<>();

        @BeforeEach
        void before(CarrierKind carrier) {
            ownInstance.add("before " + carrier);
        }

        @AsyncTest
        void sleepsAnHour(VirtualClock clock, CarrierKind carrier) {
            Async.sleep(Duration.ofHours(1));
            assertThat(EventLoop.current().carrierKind()).isEqualTo(carrier);
            told.add(ownInstance + " " + clock.elapsed());
        }

        @AsyncTest(carriers = CarrierKind.BATON)
        void onOneCarrier(CarrierKind carrier) {
            told.add("" + carrier);
        }

        @AsyncTest
        void fails() {
            throw new IllegalStateException("as it is");
        }

        @AsyncTest
        void isAborted() {
            Assumptions.abort("not today");
        }

        @AsyncTest
        void deadlocks() throws Exception {
            EventLoop.current().createPromise().await();
        }

        @AsyncTest
        void leavesATask() {
            Async.createTask(() -> Async.sleep(Duration.ofSeconds(1))).withName("forgotten");
        }

        @AsyncTest
        void losesAFailure() {
            EventLoop.current().callSoon(() -> {
                throw new IllegalStateException("in a callback");
            });
            Async.sleep(Duration.ZERO);
        }

        @AsyncTest(seeds = 50)
        void looksAtItsInstance() {
            told.add(ownInstance.toString());
        }

        @AsyncTest(seeds = 1000, carriers = CarrierKind.BATON)
        void failsWhenTheSecondOvertakesTheFirst() throws Exception {
            List<String> order = new ArrayList<>();
            Async.gather(() -> order.add("first"), () -> order.add("second"));
            told.add(order.getFirst());
            assertThat(order).containsExactly("first", "second");
        }

        @AsyncTest(seeds = 3, carriers = CarrierKind.BATON)
        void rollsDice(RandomGenerator random) {
            told.add("" + random.nextInt(1_000_000));
        }

        @AsyncTest(seeds = 0)
        void asksForNoSchedule() {}
    }

    /** A class whose tests fail before they begin. */
    static final class Unprepared {
        @BeforeEach
        void before() {
            told.add("before");
            throw new IllegalStateException("no database");
        }

        @AsyncTest(seeds = 1000, carriers = CarrierKind.BATON)
        void neverRuns() {
            told.add("ran");
        }
    }

    @Test
    void runsInATaskUnderTheVirtualClockOnBothCarriers() {
        run("sleepsAnHour", VirtualClock.class, CarrierKind.class)
                .assertStatistics(events -> events.started(2).succeeded(2));
        assertThat(told).containsExactly("[before LOOP] PT1H", "[before BATON] PT1H");
    }

    @Test
    void runsOnTheCarriersItNames() {
        run("onOneCarrier", CarrierKind.class).assertStatistics(events -> events.succeeded(1));
        assertThat(told).containsExactly("BATON");
    }

    @Test
    void runsOnTheCarrierThatAPropertyNames() {
        System.setProperty("ayatori.carrier", "baton");
        run("sleepsAnHour", VirtualClock.class, CarrierKind.class)
                .assertStatistics(events -> events.started(1).succeeded(1));
    }

    @Test
    void failureWithoutASeedIsThrownAsItIs() {
        run("fails")
                .failed()
                .assertEventsMatchExactly(
                        event(
                                displayName("LOOP"),
                                finishedWithFailure(instanceOf(IllegalStateException.class), message("as it is"))),
                        event(
                                displayName("BATON"),
                                finishedWithFailure(instanceOf(IllegalStateException.class), message("as it is"))));
    }

    @Test
    void abortedTestDoesNotFail() {
        run("isAborted").assertStatistics(events -> events.aborted(2).failed(0));
    }

    @Test
    void deadlockFailsTheTest() {
        assertFails("deadlocks", "deadlock");
    }

    @Test
    void taskLeftOverFailsTheTest() {
        assertFails("leavesATask", "task forgotten");
    }

    @Test
    void failureThatNobodyAwaitsFailsTheTest() {
        assertFails("losesAFailure", "nobody awaited this failure");
    }

    @Test
    void everySeedHasItsOwnInstance() {
        run("looksAtItsInstance").assertStatistics(events -> events.succeeded(100));
        assertThat(told).hasSize(100).containsOnly("[before LOOP]", "[before BATON]");
    }

    @Test
    void firstSeedThatFailsEndsTheTestAndCanBeReproduced() {
        String name = "failsWhenTheSecondOvertakesTheFirst";
        Events events = run(name);
        long seed = told.size(); // seeds are 1, 2, 3, ...
        assertThat(told).hasSizeBetween(2, 20).endsWith("second");
        events.assertStatistics(counts -> counts.started(seed).failed(1));
        String replay = "-Dayatori.seed=" + seed + " -Dayatori.carrier=baton";
        events.failed()
                .assertEventsMatchExactly(event(
                        displayName("BATON, seed " + seed),
                        finishedWithFailure(
                                instanceOf(AssertionError.class),
                                message(text -> text.contains(replay) && text.contains("second")))));

        told.clear();
        System.setProperty("ayatori.seed", "" + seed);
        System.setProperty("ayatori.carrier", "baton");
        run(name).assertStatistics(counts -> counts.started(1).failed(1));
        assertThat(told).containsExactly("second");
    }

    @Test
    void propertySaysHowManySeeds() {
        System.setProperty("ayatori.seeds", "7");
        run("rollsDice", RandomGenerator.class).assertStatistics(events -> events.succeeded(7));
    }

    @Test
    void eachSeedHasItsOwnNumbersAndAlwaysTheSame() {
        run("rollsDice", RandomGenerator.class);
        List<String> once = List.copyOf(told);
        assertThat(once).hasSize(3).doesNotHaveDuplicates();
        told.clear();
        run("rollsDice", RandomGenerator.class);
        assertThat(told).isEqualTo(once);
    }

    @Test
    void testThatCannotBeginFailsOnceAndNotUnderEverySeed() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Unprepared.class, "neverRuns"))
                .execute()
                .testEvents()
                .assertStatistics(events -> events.started(1).failed(1));
        assertThat(told).containsExactly("before");
    }

    @Test
    void refusesToRunUnderNoSchedule() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Small.class, "asksForNoSchedule"))
                .execute()
                .containerEvents()
                .failed()
                .assertEventsMatchExactly(event(finishedWithFailure(message(text -> text.contains("not 0")))));
    }

    private static void assertFails(String method, String because) {
        run(method)
                .failed()
                .assertEventsMatchExactly(
                        event(finishedWithFailure(message(text -> text.contains(because)))),
                        event(finishedWithFailure(message(text -> text.contains(because)))));
    }

    private static Events run(String method, Class<?>... parameters) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Small.class, method, parameters))
                .execute()
                .testEvents();
    }
}
