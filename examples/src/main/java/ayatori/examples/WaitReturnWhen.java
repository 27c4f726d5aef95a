package ayatori.examples;

import static ayatori.async.Async.createTask;
import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

import ayatori.async.Async;
import ayatori.async.Promise;
import ayatori.async.ReturnWhen;
import java.util.List;

/** Waits for the first result, for the first failure, or for all tasks. */
final class WaitReturnWhen {
    void quick() {
        sleep(ofSeconds(1));
    }

    void failing() {
        sleep(ofSeconds(2));
        throw new IllegalStateException("lost the thread");
    }

    void slow() {
        sleep(ofSeconds(3));
    }

    void waitUntil(ReturnWhen when) {
        var tasks = List.of(createTask(this::quick), createTask(this::failing), createTask(this::slow));
        var result = Async.wait(tasks, when);
        var failed =
                result.done().stream().filter(task -> task.exception() != null).count();
        IO.println("%s: %d done, of which %d failed, and %d pending"
                .formatted(when, result.done().size(), failed, result.pending().size()));
        result.pending().forEach(Promise::cancel);
    }

    void program() {
        waitUntil(ReturnWhen.FIRST_COMPLETED);
        waitUntil(ReturnWhen.FIRST_EXCEPTION);
        waitUntil(ReturnWhen.ALL_COMPLETED);
    }

    void main() throws Exception {
        run(this::program);
    }
}
