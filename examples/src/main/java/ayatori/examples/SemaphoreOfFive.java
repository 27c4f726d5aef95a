package ayatori.examples;

import static ayatori.async.Async.createTask;
import static ayatori.async.Async.gather;
import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

import ayatori.async.Semaphore;
import java.util.stream.IntStream;

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
        gather(IntStream.rangeClosed(1, 8)
                .mapToObj(number -> createTask(() -> someAsyncTask(semaphore, number)))
                .toList());
    }

    void main() throws Exception {
        run(this::program);
    }
}
