package ayatori.cli;

import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The log of a crawl: one line for each event, with its time. Lines are appended, so a crawl and its
 * resumption share a file. They are JSON if the file's name ends with {@code .json} or {@code .jsonl}, else text. No line holds a
 * credential. The methods may be called from any thread.
 */
final class LogFile implements AutoCloseable {
    /** How often a line says where the crawl stands. */
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final String USER_IN_URL = "(?i)([a-z][a-z0-9+.-]*:/*)[^/?#\\s@]*@";

    private static final JsonFactory JSON = new JsonFactory();

    /** Null if nothing is logged, or no more since the file could not be written. */
    private @Nullable BufferedWriter out;

    private final boolean isJson;
    private final InstantSource clock;
    private final RateHistory rates = new RateHistory();
    private Duration next = INTERVAL;

    /** The messages of the crawler; null if nothing is logged. */
    private @Nullable Handler messages;

    private LogFile(@Nullable BufferedWriter out, boolean isJson, InstantSource clock) {
        this.out = out;
        this.isJson = isJson;
        this.clock = clock;
    }

    /**
     * Opens a file for appending, and logs the crawler's messages from now on; logs nothing if it is null.
     *
     * @throws IllegalArgumentException if it cannot be written, with a sentence for the user
     */
    static LogFile open(@Nullable Path file) {
        return open(file, InstantSource.system());
    }

    static LogFile open(@Nullable Path file, InstantSource clock) {
        if (file == null) {
            return new LogFile(null, false, clock);
        }
        try {
            String name = file.toString().toLowerCase(Locale.ROOT);
            BufferedWriter out = Files.newBufferedWriter(
                    file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            var log = new LogFile(out, name.endsWith(".json") || name.endsWith(".jsonl"), clock);
            log.messages = new Messages(log);
            Logger.getLogger("").addHandler(log.messages);
            return log;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "--log-file: the folder of " + file + " does not exist; create it first", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("--log-file: " + file + " cannot be written", e);
        }
    }

    /** Logs a sentence. */
    void line(String sentence) {
        write("info", sentence, Map.of());
    }

    /** Whether anything is logged. */
    synchronized boolean isOpen() {
        return out != null;
    }

    /** Logs what drawing has cost, between two measurements. */
    void cost(CpuShare begin, @Nullable CpuShare end) {
        if (end != null) {
            write(
                    "debug",
                    "drawing took " + end.thread().minus(begin.thread()).toMillis() + " ms of "
                            + end.process().minus(begin.process()).toMillis() + " ms of CPU time ("
                            + Math.round(end.since(begin) * 1000) / 10.0 + "%)",
                    Map.of());
        }
    }

    /** Logs where the crawl stands, every few seconds. */
    synchronized void update(CrawlProgress progress) {
        if (out == null) {
            return;
        }
        rates.add(progress);
        if (progress.elapsed().compareTo(next) >= 0) {
            next = progress.elapsed().plus(INTERVAL);
            Map<String, Long> counts = counts(progress.pages(), progress.errors(), progress.skipped());
            counts.put("queued", progress.queued());
            counts.put("inFlight", (long) progress.inFlight());
            write("info", LineDisplay.line(progress, rates), counts);
        }
    }

    /** Logs how the crawl ended. */
    void ends(CrawlReport report) {
        long errors = sum(report.byError().values());
        long skipped = sum(report.skipped().values());
        report.seedProblems().forEach((seed, problem) -> write("warning", seed + ": " + problem, Map.of()));
        String problem = report.problem();
        if (problem != null) {
            write("error", problem, Map.of());
        }
        write(
                "info",
                "ends (" + report.end().name().toLowerCase(Locale.ROOT) + "): "
                        + Figures.count(report.pages(), "page", "pages") + " in " + Figures.time(report.elapsed())
                        + ", errors " + Figures.count(errors)
                        + ", skipped " + Figures.count(skipped),
                counts(report.pages(), errors, skipped));
    }

    private static Map<String, Long> counts(long pages, long errors, long skipped) {
        var counts = new LinkedHashMap<String, Long>();
        counts.put("pages", pages);
        counts.put("errors", errors);
        counts.put("skipped", skipped);
        return counts;
    }

    private static long sum(Iterable<Long> counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    private synchronized void write(String level, String sentence, Map<String, Long> counts) {
        BufferedWriter writer = out;
        if (writer == null) {
            return;
        }
        String time = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        String plain = TerminalText.escape(sentence.replaceAll(USER_IN_URL, "$1***@"));
        try {
            writer.write(isJson ? json(time, level, plain, counts) : time + " " + level + "  " + plain);
            writer.write('\n');
            writer.flush();
        } catch (IOException _) {
            out = null; // a full disk is reported by the crawl itself
        }
    }

    private static String json(String time, String level, String message, Map<String, Long> counts) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("time", time);
            json.writeStringProperty("level", level);
            json.writeStringProperty("message", message);
            counts.forEach(json::writeNumberProperty);
            json.writeEndObject();
        }
        return text.toString();
    }

    @Override
    public synchronized void close() {
        Handler handler = messages;
        if (handler != null) {
            Logger.getLogger("").removeHandler(handler);
        }
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException _) {
            // What could be written is written.
        }
        out = null;
    }

    /** Takes the messages that the crawler and its libraries log. */
    private static final class Messages extends Handler {
        private final LogFile log;
        private final LogLines format = new LogLines();

        Messages(LogFile log) {
            this.log = log;
        }

        @Override
        public void publish(LogRecord message) {
            if (isLoggable(message)) {
                String level = message.getLevel().getName().toLowerCase(Locale.ROOT);
                String cause = message.getThrown() == null ? "" : " (" + message.getThrown() + ")";
                log.write(level, format.formatMessage(message) + cause, Map.of());
            }
        }

        @Override
        public void flush() {
            // Each line is written at once.
        }

        @Override
        public void close() {
            // The file is closed by its owner.
        }
    }
}
