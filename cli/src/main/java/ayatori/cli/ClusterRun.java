package ayatori.cli;

import ayatori.cluster.topic.ClusterException;
import ayatori.crawler.CrawlException;
import ayatori.crawler.folder.FolderException;
import java.io.IOException;
import java.util.Objects;

/** Runs a command of a cluster: what goes wrong becomes one sentence and an exit code. */
final class ClusterRun {

    private ClusterRun() {}

    interface Action {
        int run() throws ClusterException, CrawlException, FolderException, IOException, InterruptedException;
    }

    static int of(Console console, ClusterArguments cluster, Action action) throws InterruptedException {
        try (KafkaLog log = cluster.log()) {
            try {
                return action.run();
            } catch (ClusterException | IOException e) {
                String sentence = Objects.requireNonNullElse(e.getMessage(), e.toString());
                log.line(sentence);
                console.error(sentence);
                return ExitCode.FAILED;
            }
        } catch (CrawlException | FolderException | IllegalArgumentException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.USAGE;
        }
    }
}
