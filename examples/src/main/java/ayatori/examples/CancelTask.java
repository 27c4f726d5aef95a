package ayatori.examples;

import static ayatori.async.Async.createTask;
import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

import ayatori.async.CancelledError;

/** Cancels a task that is not needed any more. The task cleans up and throws the cancellation on. */
final class CancelTask {
    void work() {
        try {
            IO.println("Working");
            sleep(ofSeconds(10));
            IO.println("Finished");
        } catch (CancelledError e) {
            IO.println("Tidying up");
            throw e;
        }
    }

    void program() throws Exception {
        var task = createTask(this::work);
        sleep(ofSeconds(1));
        task.cancel();
        try {
            task.await();
        } catch (CancelledError e) {
            IO.println("The task was cancelled");
        }
    }

    void main() throws Exception {
        run(this::program);
    }
}
