package ayatori.examples;

import ayatori.async.Async;
import java.time.Duration;

/** Two tasks side by side, their results in order: two seconds, not three. */
public final class GatherTwo {
    private GatherTwo() {}

    /**
     * Runs the example; to be awaited in a loop.
     *
     * @throws Exception never
     */
    public static void example() throws Exception {
        var results = Async.gather(
                () -> {
                    Async.sleep(Duration.ofSeconds(1));
                    return "Task 1 complete";
                },
                () -> {
                    Async.sleep(Duration.ofSeconds(2));
                    return "Task 2 complete";
                });
        System.out.println(results);
    }

    /**
     * Runs the example on a loop of its own.
     *
     * @param args none
     * @throws Exception never
     */
    public static void main(String[] args) throws Exception {
        Async.run(GatherTwo::example);
    }
}
