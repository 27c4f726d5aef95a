package ayatori.examples;

import static ayatori.async.Async.createTask;
import static ayatori.async.Async.gather;
import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static java.time.Duration.ofSeconds;

import java.util.List;

/** A task for each URL of a list, and a gather of all tasks. A sleep stands for the network; {@link FetchUrls} uses it. */
final class FetchWithTasks {
    void fetchData(String url) {
        IO.println("Fetching data from " + url);
        sleep(ofSeconds(2));
        IO.println("Finished fetching data from " + url);
    }

    void program() throws Exception {
        var urls = List.of("https://example.com", "https://example.org", "https://example.net");
        var tasks = urls.stream().map(url -> createTask(() -> fetchData(url))).toList();
        gather(tasks);
    }

    void main() throws Exception {
        run(this::program);
    }
}
