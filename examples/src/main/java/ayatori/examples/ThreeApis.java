package ayatori.examples;

import static ayatori.async.Async.gather;
import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

/** Three services asked at once. A gather's results are in the order of its arguments. */
final class ThreeApis {
    String fetchData(String apiName, int delay) {
        IO.println("Fetching from " + apiName + "...");
        sleep(ofSeconds(delay));
        return "Data from " + apiName;
    }

    void program() throws Exception {
        var results = gather(() -> fetchData("API_1", 2), () -> fetchData("API_2", 1), () -> fetchData("API_3", 3));
        for (var result : results) {
            IO.println(result);
        }
    }

    void main() throws Exception {
        run(this::program);
    }
}
