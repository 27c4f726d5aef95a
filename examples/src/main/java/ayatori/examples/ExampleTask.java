package ayatori.examples;

import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

/** A program that awaits a coroutine by calling it. */
final class ExampleTask {
    void exampleTask() {
        IO.println("Task started");
        sleep(ofSeconds(1));
        IO.println("Task finished");
    }

    void program() {
        exampleTask();
    }

    void main() throws Exception {
        run(this::program);
    }
}
