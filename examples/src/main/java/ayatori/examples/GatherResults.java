package ayatori.examples;

import static ayatori.async.Async.gather;
import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

/** Two results in the order of the arguments, not of completion. */
final class GatherResults {
    String task1() {
        sleep(ofSeconds(1));
        return "Task 1 complete";
    }

    String task2() {
        sleep(ofSeconds(2));
        return "Task 2 complete";
    }

    void program() throws Exception {
        var results = gather(this::task1, this::task2);
        IO.println(results);
    }

    void main() throws Exception {
        run(this::program);
    }
}
