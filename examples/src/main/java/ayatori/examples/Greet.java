package ayatori.examples;

import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

/** A greeting with a pause. */
final class Greet {
    void greet() {
        IO.println("Hello,");
        sleep(ofSeconds(1));
        IO.println("World!");
    }

    void main() throws Exception {
        run(this::greet);
    }
}
