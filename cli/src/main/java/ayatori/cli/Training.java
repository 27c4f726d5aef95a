package ayatori.cli;

import ayatori.demosite.DemoSite;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The training run for the ahead-of-time cache (JEP 514, JEP 515): crawls of the museum without its delays, with all output
 * discarded.
 */
final class Training {

    private static final int ROUNDS = 4;

    /** Pages that delay a crawl. */
    private static final String WAITS = "/manners/(busy|tea-time|slow|dripping)|/failures/";

    private final Program program;

    /** @param session runs the crawls; its console is not used */
    Training(CrawlSession session) {
        var stream = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var style = new Style(true, true);
        var nowhere = new Console(stream, stream, style, style, true, () -> Window.USUAL, Map.of());
        program = new Program(nowhere, session.on(nowhere));
    }

    /** Trains, and returns the exit code. */
    int run(DemoSite site) throws IOException {
        Path folder = Files.createTempDirectory("ayatori-training");
        try {
            int worst = ExitCode.DONE;
            for (int round = 0; round < ROUNDS; round++) {
                worst = Math.max(worst, crawl(site, folder.resolve(String.valueOf(round))));
            }
            return worst;
        } finally {
            delete(folder);
        }
    }

    private int crawl(DemoSite site, Path out) {
        return program.run(
                "crawl",
                "--delay=0",
                "--per-host=64",
                "--depth=12",
                "--exclude=" + WAITS,
                "--retries=0",
                "--format=jsonl,txt",
                "--out=" + out,
                site.url().toString());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
