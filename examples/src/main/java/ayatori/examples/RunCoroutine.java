package ayatori.examples;

import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

/** Runs a coroutine, which can be any method or lambda. */
final class RunCoroutine {
    void myCoroutine() {
        IO.println("Start coroutine");
        sleep(ofSeconds(1));
        IO.println("End coroutine");
    }

    void main() throws Exception {
        run(this::myCoroutine);
    }
}
