package ayatori.examples;

import static ayatori.async.Async.asCompleted;
import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

import ayatori.async.Awaitable;
import java.util.List;

/** Three services asked at once, and their answers in the order of completion. */
final class ThreeApisAsCompleted {
    String fetchData(String apiName, int delay) {
        IO.println("Fetching from " + apiName + "...");
        sleep(ofSeconds(delay));
        return "Data from " + apiName;
    }

    void program() throws Exception {
        List<Awaitable<String>> apis =
                List.of(() -> fetchData("API_1", 2), () -> fetchData("API_2", 1), () -> fetchData("API_3", 3));
        for (var next : asCompleted(apis)) {
            IO.println(next.await());
        }
    }

    void main() throws Exception {
        run(this::program);
    }
}
