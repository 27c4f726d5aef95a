package ayatori.cli;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Delay;
import ayatori.crawler.OutputFormat;
import ayatori.demosite.DemoSite;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * The run from which the JVM learns what a crawl needs (JEP 514, JEP 515): the museum without its waits, several times,
 * and what the program shows of it, drawn to nowhere.
 */
final class Training {

    private static final int ROUNDS = 4;

    /** What makes a crawl wait. */
    private static final String WAITS = "/manners/(busy|tea-time|slow|dripping)|/failures/";

    private final CrawlSession session;

    private final Console nowhere;

    /** @param session how crawls are run; its console is not used */
    Training(CrawlSession session) {
        var stream = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var style = new Style(true, true);
        nowhere = new Console(stream, stream, style, style, true, () -> Window.USUAL);
        this.session = session.on(nowhere);
    }

    int run(DemoSite site) throws IOException, CrawlException, InterruptedException {
        Path folder = Files.createTempDirectory("ayatori-training");
        try {
            for (int round = 0; round < ROUNDS; round++) {
                crawl(site, folder.resolve(String.valueOf(round)));
            }
        } finally {
            delete(folder);
        }
        return ExitCode.DONE;
    }

    private void crawl(DemoSite site, Path out) throws CrawlException, InterruptedException {
        CrawlOptions options = CrawlOptions.from(site.url().toString())
                .delay(Delay.of(Duration.ZERO))
                .perHost(64)
                .depth(12)
                .exclude(WAITS)
                .retries(0)
                .formats(EnumSet.allOf(OutputFormat.class))
                .out(out)
                .build();
        CrawlSession.Ended ended = session.run(options, CrawlSession.IGNORE, new DisplayArguments());
        Summary.lines(ended.report(), out, List.of(), Window.USUAL.columns(), nowhere.outStyle())
                .forEach(nowhere.out()::println);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
