package ayatori.examples;

import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static ayatori.async.Async.waitFor;
import static java.time.Duration.ofSeconds;

import java.util.concurrent.TimeoutException;

/** A coroutine that takes longer than its ten seconds. */
final class WaitForTimeout {
    String someAsyncTask() {
        sleep(ofSeconds(60));
        return "Task finished";
    }

    void program() throws Exception {
        try {
            IO.println(waitFor(this::someAsyncTask, ofSeconds(10)));
        } catch (TimeoutException e) {
            IO.println("Task timed out");
        }
    }

    void main() throws Exception {
        run(this::program);
    }
}
