package ayatori.examples;

import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

/** Two coroutines awaited one after the other: three seconds. */
final class TwoInSequence {
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

    void program() {
        task1();
        task2();
    }

    void main() throws Exception {
        run(this::program);
    }
}
