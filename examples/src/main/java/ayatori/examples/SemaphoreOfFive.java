package ayatori.examples;

import static ayatori.async.Async.gatherEach;
import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

import ayatori.async.Semaphore;
import java.util.List;

/** Eight tasks, of which a semaphore lets five run at a time. */
final class SemaphoreOfFive {
    void someAsyncTask(Semaphore semaphore, int number) {
        try (var _ = semaphore.acquire()) {
            IO.println("Task " + number + " runs");
            sleep(ofSeconds(1));
        }
    }

    void program() throws Exception {
        var semaphore = new Semaphore(5);
        gatherEach(List.of(1, 2, 3, 4, 5, 6, 7, 8), number -> someAsyncTask(semaphore, number));
    }

    void main() throws Exception {
        run(this::program);
    }
}
