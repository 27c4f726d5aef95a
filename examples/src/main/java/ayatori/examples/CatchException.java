package ayatori.examples;

import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

import java.io.IOException;

/** An await throws what the coroutine threw, as any call does. */
final class CatchException {
    void someAsyncTask() throws IOException {
        sleep(ofSeconds(1));
        throw new IOException("the network is down");
    }

    void program() {
        try {
            someAsyncTask();
        } catch (Exception e) {
            IO.println("An error occurred: " + e.getMessage());
        }
    }

    void main() throws Exception {
        run(this::program);
    }
}
