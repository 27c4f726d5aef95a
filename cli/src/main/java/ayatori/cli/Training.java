package ayatori.cli;

import ayatori.demosite.DemoSite;
import ayatori.demosite.LargePage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The training run for the ahead-of-time cache (JEP 514, JEP 515): crawls of the museum without its delays, with all output
 * discarded.
 */
final class Training {

    /** The options in which the crawls differ, so that what each of them needs gets into the cache. */
    private static final List<List<String>> ROUNDS = List.of(
            List.of("--format=jsonl,warc", "--delay=0", "--max-pages=100"),
            List.of("--format=jsonl,warc", "--warc-compression=zstd", "--delay=0", "--max-pages=100"),
            List.of("--format=jsonl,txt", "--delay=0", "--depth=12"),
            List.of("--format=jsonl,txt", "--delay=1ms", "--depth=12"),
            List.of("--format=jsonl,txt", "--delay=0", "--max-pages=300", "--quiet"),
            List.of("--format=jsonl,txt", "--delay=0", "--max-pages=300"));

    /** Pages that delay a crawl. */
    private static final String WAITS = "/manners/(busy|tea-time|slow|dripping)|/failures/";

    private final Program program;

    /** @param session runs the crawls; its console is not used */
    Training(CrawlSession session) {
        var stream = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var style = new Style(true, true);
        var nowhere = new Console(stream, stream, style, style, true, () -> Window.USUAL, Terminal.TTY, Map.of());
        program = new Program(nowhere, session.on(nowhere), Path.of(""));
    }

    /** Trains, and returns the exit code. */
    int run(DemoSite site) throws IOException {
        Path folder = Files.createTempDirectory("ayatori-training");
        try (var large = LargePage.start()) {
            List<String> seeds = List.of(site.url().toString(), large.url().toString());
            int worst = ExitCode.DONE;
            for (int round = 0; round < ROUNDS.size(); round++) {
                worst = Math.max(worst, crawl(seeds, folder.resolve(String.valueOf(round)), ROUNDS.get(round)));
            }
            return worst;
        } finally {
            delete(folder);
        }
    }

    private int crawl(List<String> seeds, Path out, List<String> options) {
        List<String> arguments = new ArrayList<>(
                List.of("crawl", "--no-config", "--per-host=64", "--exclude=" + WAITS, "--retries=0", "--out=" + out));
        arguments.addAll(options);
        arguments.addAll(seeds);
        return program.run(arguments.toArray(String[]::new));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
