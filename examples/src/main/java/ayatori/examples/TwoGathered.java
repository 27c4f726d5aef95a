package ayatori.examples;

import static ayatori.async.Async.gather;
import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

/** Two coroutines at the same time: two seconds, not three, and the second one ends first. */
final class TwoGathered {
    void task1() {
        IO.println("Task 1 started");
        sleep(ofSeconds(2));
        IO.println("Task 1 finished");
    }

    void task2() {
        IO.println("Task 2 started");
        sleep(ofSeconds(1));
        IO.println("Task 2 finished");
    }

    void program() throws Exception {
        gather(this::task1, this::task2);
    }

    void main() throws Exception {
        run(this::program);
    }
}
