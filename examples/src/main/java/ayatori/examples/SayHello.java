package ayatori.examples;

import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

/** Hello, then a second in which other tasks can run, then World. */
final class SayHello {
    void sayHello() {
        IO.println("Hello");
        sleep(ofSeconds(1));
        IO.println("World");
    }

    void main() throws Exception {
        run(this::sayHello);
    }
}
