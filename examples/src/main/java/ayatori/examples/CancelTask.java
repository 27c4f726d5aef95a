package ayatori.examples;

import static ayatori.async.Async.createTask;
import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

import ayatori.async.CancelledError;

/** A task that is no longer needed is cancelled; it may tidy up, and lets the cancellation pass. */
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
