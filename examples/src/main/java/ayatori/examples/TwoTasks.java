package ayatori.examples;

import static ayatori.async.Async.createTask;
import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

/** Two tasks of one coroutine. They run from their creation on, and both are awaited. */
final class TwoTasks {
    void myCoroutine(int number) {
        IO.println("Coroutine " + number + " started");
        sleep(ofSeconds(1));
        IO.println("Coroutine " + number + " finished");
    }

    void program() throws Exception {
        var task1 = createTask(() -> myCoroutine(1));
        var task2 = createTask(() -> myCoroutine(2));
        task1.await();
        task2.await();
    }

    void main() throws Exception {
        run(this::program);
    }
}
