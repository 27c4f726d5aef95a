package ayatori.cli;

import ayatori.crawler.folder.CrawlStatus;
import ayatori.crawler.folder.CrawlStatus.Continuation;
import ayatori.crawler.folder.CrawlStatus.Standing;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The lines that {@code ayatori status} shows: a pure function of the status and the width. */
final class StatusText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int HOSTS_SHOWN = 10;

    private StatusText() {}

    /**
     * Makes the lines, none wider than the window as far as names allow.
     *
     * @param folder the crawl's folder, as the user named it
     * @param width the window's width in columns
     * @param zone the zone of the times
     */
    static List<String> lines(CrawlStatus status, Path folder, int width, Style style, ZoneId zone) {
        var lines = new ArrayList<String>();
        lines.add(style.bold(standing(status)) + style.dot() + TerminalText.escape(folder.toString()));
        facts(status, style, zone).forEach(fact -> lines.addAll(wrapped(fact, width)));
        lines.addAll(CountTables.lines(
                status.byStatus(), status.byError(), status.skipped(), status.byChange(), width, style));
        lines.addAll(hosts(status, width, style));
        lines.addAll(files(status, width, style));
        lines.add("");
        continuation(status, folder).forEach(sentence -> lines.addAll(wrapped(sentence, width)));
        return lines;
    }

    private static String standing(CrawlStatus status) {
        return switch (status.standing()) {
            case RUNNING -> "Running";
            case DONE -> "Done";
            case BUDGET -> "Ended at a limit";
            case STOPPED -> "Stopped";
            case FAILED -> "Failed";
            case CUT_OFF -> "Cut off";
        };
    }

    private static List<String> facts(CrawlStatus status, Style style, ZoneId zone) {
        var facts = new ArrayList<String>();
        String began = "began " + time(status.began(), zone);
        Instant last = status.lastActive();
        String span = status.pages() == 0 && last == null ? "" : ", ran " + Figures.time(status.elapsed());
        facts.add(
                switch (status.standing()) {
                    case RUNNING -> began + span + ", " + process(status.process());
                    case CUT_OFF ->
                        began + span + (last == null ? "" : ", last active " + time(last, zone))
                                + "; its process ended without a summary";
                    case DONE, BUDGET, STOPPED, FAILED ->
                        began + span + (last == null ? "" : ", ended " + time(last, zone));
                });
        double seconds = Math.max(status.elapsed().toNanos() / 1e9, 1);
        String rate = Figures.rate(status.pages() / seconds) + " pages/s";
        if (status.standing() == Standing.RUNNING) {
            rate += " (" + Figures.rate(status.recentPagesPerSecond()) + " lately)";
        }
        facts.add(Figures.count(status.pages(), "page", "pages")
                + style.dot()
                + rate
                + style.dot()
                + Figures.bytes((double) status.bytes()));
        Long queued = status.queued();
        facts.add((queued == null ? "unknown how many to go" : Figures.count(queued) + " to go")
                + (status.inFlight() > 0 ? style.dot() + Figures.count(status.inFlight()) + " in flight" : "")
                + style.dot() + Figures.count(sum(status.skipped().values())) + " skipped"
                + style.dot() + Figures.count(sum(status.byError().values()), "error", "errors"));
        return facts;
    }

    private static String process(@Nullable Long process) {
        return process == null ? "by a process" : "by process " + process;
    }

    private static long sum(Iterable<Long> counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    private static String time(Instant time, ZoneId zone) {
        return TIME.format(time.atZone(zone));
    }

    private static List<String> hosts(CrawlStatus status, int width, Style style) {
        var lines = new ArrayList<String>();
        if (status.hosts().isEmpty()) {
            return lines;
        }
        String count =
                Figures.count(status.hostsRequested(), "host", "hosts") + (status.areHostsExact() ? "" : " or more");
        String columns = "   pages      bytes  errors   answer";
        int room = Math.clamp(width - 2L - columns.length(), 12, 60);
        lines.add("");
        lines.add("  " + style.faint(TerminalText.left(count, room, style.cut()) + columns));
        status.hosts().stream()
                .limit(HOSTS_SHOWN)
                .forEach(host -> lines.add("  "
                        + TerminalText.left(TerminalText.escape(host.origin()), room, style.cut())
                        + TerminalText.right(Figures.count(host.pages()), 8)
                        + TerminalText.right(Figures.bytes((double) host.bytes()), 11)
                        + TerminalText.right(Figures.count(host.errors()), 8)
                        + TerminalText.right(
                                host.answer() == null ? "" : host.answer().toMillis() + " ms", 9)));
        return lines;
    }

    private static List<String> files(CrawlStatus status, int width, Style style) {
        var lines = new ArrayList<String>();
        lines.add("");
        String cells = String.join(
                "\n",
                status.files().stream()
                        .map(file -> file.name() + " " + Figures.bytes((double) file.bytes()))
                        .toList());
        // A name and its size stay together: their spaces are no places to wrap.
        TerminalText.wrap(cells.replace(' ', '\u00a0').replace('\n', ' '), Math.max(width - 2, 1))
                .forEach(line -> lines.add("  " + line.replace(" ", style.dot()).replace('\u00a0', ' ')));
        return lines;
    }

    private static List<String> continuation(CrawlStatus status, Path folder) {
        return switch (status.continuation()) {
            case Continuation.Running _ ->
                List.of("It runs" + (status.process() == null ? "." : "; stop it by: kill " + status.process()));
            case Continuation.Complete _ -> List.of("It is complete: nothing is left to be requested.");
            case Continuation.Impossible impossible -> List.of("It cannot go on. " + impossible.reason());
            case Continuation.Resumable resumable -> {
                var sentences = new ArrayList<String>();
                sentences.add(ResumptionText.howToGoOn(folder));
                if (resumable.atLimit()) {
                    sentences.add("Give a higher limit with it, such as --max-pages or --max-time.");
                }
                if (!resumable.needed().isEmpty()) {
                    sentences.add(
                            "Give again what the folder does not hold: " + String.join(", ", resumable.needed()) + ".");
                }
                yield sentences;
            }
        };
    }

    private static List<String> wrapped(String text, int width) {
        return TerminalText.wrap(TerminalText.escape(text), Math.max(width - 2, 1)).stream()
                .map(line -> "  " + line)
                .toList();
    }
}
