package ayatori.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.CarrierKind;

/** The programs that only sleep: every line they print, and in which second. */
final class SleepingProgramsTest {
    @OnBothCarriers
    void sayHello(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new SayHello()::sayHello)).isEqualTo("""
                0s Hello
                1s World
                1s end
                """);
    }

    @OnBothCarriers
    void exampleTask(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new ExampleTask()::program)).isEqualTo("""
                0s Task started
                1s Task finished
                1s end
                """);
    }

    @OnBothCarriers
    void twoGathered(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new TwoGathered()::program)).isEqualTo("""
                0s Task 1 started
                0s Task 2 started
                1s Task 2 finished
                2s Task 1 finished
                2s end
                """);
    }

    @OnBothCarriers
    void runCoroutine(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new RunCoroutine()::myCoroutine)).isEqualTo("""
                0s Start coroutine
                1s End coroutine
                1s end
                """);
    }

    @OnBothCarriers
    void twoTasks(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new TwoTasks()::program)).isEqualTo("""
                0s Coroutine 1 started
                0s Coroutine 2 started
                1s Coroutine 1 finished
                1s Coroutine 2 finished
                1s end
                """);
    }

    @OnBothCarriers
    void fetchWithTasks(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new FetchWithTasks()::program)).isEqualTo("""
                0s Fetching data from https://example.com
                0s Fetching data from https://example.org
                0s Fetching data from https://example.net
                2s Finished fetching data from https://example.com
                2s Finished fetching data from https://example.org
                2s Finished fetching data from https://example.net
                2s end
                """);
    }

    @OnBothCarriers
    void greet(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new Greet()::greet)).isEqualTo("""
                0s Hello,
                1s World!
                1s end
                """);
    }

    @OnBothCarriers
    void twoInSequence(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new TwoInSequence()::program)).isEqualTo("""
                0s Task 1 started
                2s Task 1 finished
                2s Task 2 started
                3s Task 2 finished
                3s end
                """);
    }

    @OnBothCarriers
    void twoAsTasks(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new TwoAsTasks()::program)).isEqualTo("""
                0s Task 1 started
                0s Task 2 started
                1s Task 2 finished
                2s Task 1 finished
                2s end
                """);
    }

    @OnBothCarriers
    void threeCounters(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new ThreeCounters()::program)).isEqualTo("""
                0s Counter 1: 1
                0s Counter 2: 1
                0s Counter 3: 1
                1s Counter 1: 2
                1s Counter 2: 2
                1s Counter 3: 2
                2s Counter 1: 3
                2s Counter 2: 3
                2s Counter 3: 3
                3s end
                """);
    }

    @OnBothCarriers
    void gatherResults(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new GatherResults()::program)).isEqualTo("""
                2s [Task 1 complete, Task 2 complete]
                2s end
                """);
    }

    @OnBothCarriers
    void waitForBoth(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new WaitForBoth()::program)).isEqualTo("""
                1s Task 1 complete
                2s Task 2 complete
                2s Done tasks: 2, Pending tasks: 0
                2s end
                """);
    }

    @OnBothCarriers
    void waitReturnWhen(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new WaitReturnWhen()::program)).isEqualTo("""
                1s FIRST_COMPLETED: 1 done, of which 0 failed, and 2 pending
                3s FIRST_EXCEPTION: 2 done, of which 1 failed, and 1 pending
                6s ALL_COMPLETED: 3 done, of which 1 failed, and 0 pending
                6s end
                """);
    }

    /** The results are in the order of the arguments; the next program's are in the order of completion. */
    @OnBothCarriers
    void threeApis(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new ThreeApis()::program)).isEqualTo("""
                0s Fetching from API_1...
                0s Fetching from API_2...
                0s Fetching from API_3...
                3s Data from API_1
                3s Data from API_2
                3s Data from API_3
                3s end
                """);
    }

    @OnBothCarriers
    void threeApisAsCompleted(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new ThreeApisAsCompleted()::program))
                .isEqualTo("""
                0s Fetching from API_1...
                0s Fetching from API_2...
                0s Fetching from API_3...
                1s Data from API_2
                2s Data from API_1
                3s Data from API_3
                3s end
                """);
    }

    @OnBothCarriers
    void cancelTask(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new CancelTask()::program)).isEqualTo("""
                0s Working
                1s Tidying up
                1s The task was cancelled
                1s end
                """);
    }

    @OnBothCarriers
    void catchException(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new CatchException()::program)).isEqualTo("""
                1s An error occurred: the network is down
                1s end
                """);
    }

    @OnBothCarriers
    void semaphoreOfFive(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new SemaphoreOfFive()::program)).isEqualTo("""
                0s Task 1 runs
                0s Task 2 runs
                0s Task 3 runs
                0s Task 4 runs
                0s Task 5 runs
                1s Task 6 runs
                1s Task 7 runs
                1s Task 8 runs
                2s end
                """);
    }

    @OnBothCarriers
    void twoPerSecond(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new TwoPerSecond()::program)).isEqualTo("""
                0s Request 1
                0s Request 2
                0.5s Request 3
                1s Request 4
                1.5s Request 5
                2s Request 6
                2s end
                """);
    }

    @OnBothCarriers
    void waitForTimeout(CarrierKind carrier) throws Exception {
        assertThat(Printed.overTime(carrier, new WaitForTimeout()::program)).isEqualTo("""
                10s Task timed out
                10s end
                """);
    }
}
