package ayatori.examples;

import static ayatori.async.Async.createTask;
import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

import ayatori.async.Async;
import java.util.List;

/** Waits for tasks and counts those that are done and those that are pending. */
final class WaitForBoth {
    void task1() {
        sleep(ofSeconds(1));
        IO.println("Task 1 complete");
    }

    void task2() {
        sleep(ofSeconds(2));
        IO.println("Task 2 complete");
    }

    void program() {
        var tasks = List.of(createTask(this::task1), createTask(this::task2));
        var result = Async.wait(tasks);
        IO.println("Done tasks: " + result.done().size() + ", Pending tasks: "
                + result.pending().size());
    }

    void main() throws Exception {
        run(this::program);
    }
}
