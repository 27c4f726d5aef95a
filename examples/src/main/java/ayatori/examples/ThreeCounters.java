package ayatori.examples;

import static ayatori.async.Async.gather;
import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

/** Three counters at the same time, which take turns in the order of the arguments. */
final class ThreeCounters {
    void count(int number) {
        for (int i = 1; i <= 3; i++) {
            IO.println("Counter " + number + ": " + i);
            sleep(ofSeconds(1));
        }
    }

    void program() throws Exception {
        gather(() -> count(1), () -> count(2), () -> count(3));
    }

    void main() throws Exception {
        run(this::program);
    }
}
