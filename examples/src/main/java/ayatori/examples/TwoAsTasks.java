package ayatori.examples;

import static ayatori.async.Async.createTask;
import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

/** The coroutines of {@link TwoInSequence} as tasks: two seconds. */
final class TwoAsTasks {
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
        var first = createTask(this::task1);
        var second = createTask(this::task2);
        first.await();
        second.await();
    }

    void main() throws Exception {
        run(this::program);
    }
}
