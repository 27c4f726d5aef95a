package ayatori.examples;

import static ayatori.async.Async.gatherEach;
import static ayatori.async.Async.run;
import static java.time.Duration.ofSeconds;

import ayatori.async.RateLimiter;
import java.util.List;

/** Six requests, of which a rate limiter lets two start each second. */
final class TwoPerSecond {
    void request(RateLimiter limiter, int number) {
        limiter.acquire();
        IO.println("Request " + number);
    }

    void program() throws Exception {
        var limiter = new RateLimiter(2, ofSeconds(1));
        gatherEach(List.of(1, 2, 3, 4, 5, 6), number -> request(limiter, number));
    }

    void main() throws Exception {
        run(this::program);
    }
}
