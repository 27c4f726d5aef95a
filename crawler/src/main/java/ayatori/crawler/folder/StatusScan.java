package ayatori.crawler.folder;

import ayatori.crawler.folder.CrawlStatus.Continuation;
import ayatori.crawler.folder.CrawlStatus.FileSize;
import ayatori.crawler.folder.CrawlStatus.Standing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Sums up a crawl folder. One pass over the files of records, of which it keeps counts only; the summary and the progress
 * tell the rest.
 */
final class StatusScan {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int HOSTS_GIVEN = 100;

    private final CrawlReader reader;
    private final PageCounts pages = new PageCounts();
    private final SortedMap<String, Long> skipped = new TreeMap<>();

    private StatusScan(CrawlReader reader) {
        this.reader = reader;
    }

    static CrawlStatus of(CrawlReader reader) throws FolderException {
        return new StatusScan(reader).status();
    }

    private CrawlStatus status() throws FolderException {
        boolean isRunning = reader.isRunning();
        RecordedProgress progress = reader.progress();
        RecordedSummary summary = isRunning ? null : reader.summary();
        scan(CrawlFolder.PAGES, pages::record);
        scan(CrawlFolder.SKIPPED, this::skip);
        Instant began = reader.manifest().created();
        Instant lastActive = lastActive(progress, summary);
        Standing standing = isRunning ? Standing.RUNNING : summary == null ? Standing.CUT_OFF : standing(summary.end());
        return new CrawlStatus(
                standing,
                reader.process(),
                began,
                lastActive,
                elapsed(began, lastActive, progress, summary),
                pages.pages(),
                pages.bytes(),
                pages.byStatus(),
                pages.byError(),
                pages.byChange(),
                skipped,
                summary != null ? (Long) summary.queued() : progress != null ? (Long) progress.queued() : null,
                isRunning && progress != null ? progress.inFlight() : 0,
                isRunning && lastActive != null
                        ? pages.recentPerSecond(progress == null ? began : progress.since(), lastActive)
                        : 0,
                pages.busiest(HOSTS_GIVEN),
                pages.hostsKnown(),
                pages.areHostsExact(),
                files(),
                continuation(standing, summary));
    }

    private @Nullable Instant lastActive(@Nullable RecordedProgress progress, @Nullable RecordedSummary summary) {
        if (summary != null && summary.endedAt() != null) {
            return summary.endedAt();
        }
        Instant answered = pages.lastAnswer();
        Instant said = progress == null ? null : progress.at();
        return answered == null || (said != null && said.isAfter(answered)) ? said : answered;
    }

    private static Duration elapsed(
            Instant began,
            @Nullable Instant lastActive,
            @Nullable RecordedProgress progress,
            @Nullable RecordedSummary summary) {
        if (summary != null) {
            return summary.elapsed();
        }
        if (progress != null) {
            return progress.elapsed();
        }
        return lastActive == null || lastActive.isBefore(began) ? Duration.ZERO : Duration.between(began, lastActive);
    }

    private static Standing standing(String end) {
        return switch (end) {
            case "done" -> Standing.DONE;
            case "budget" -> Standing.BUDGET;
            case "stopped" -> Standing.STOPPED;
            default -> Standing.FAILED;
        };
    }

    private Continuation continuation(Standing standing, @Nullable RecordedSummary summary) {
        if (standing == Standing.RUNNING) {
            return new Continuation.Running();
        }
        if (standing == Standing.DONE && (summary == null || summary.queued() == 0)) {
            return new Continuation.Complete();
        }
        if (Files.exists(reader.folder().resolve(CrawlFolder.COLLECTED))) {
            return new Continuation.Impossible(
                    "It runs in a cluster, and was collected from there: ayatori cluster collect goes on.");
        }
        Fields options = reader.manifest().optionFields();
        if (options.has("resumable") && !options.flag("resumable")) {
            return new Continuation.Impossible("It was begun without keeping its state.");
        }
        if (!Files.isDirectory(reader.folder().resolve(CrawlFolder.STATE))) {
            return new Continuation.Impossible("Its folder " + CrawlFolder.STATE + " is missing.");
        }
        return new Continuation.Resumable(standing == Standing.BUDGET, ResumeRules.needed(reader.manifest()));
    }

    private void skip(JsonParser json) {
        for (JsonToken token = json.nextToken(); token == JsonToken.PROPERTY_NAME; token = json.nextToken()) {
            boolean isReason = json.currentName().equals("reason");
            JsonToken value = json.nextToken();
            if (isReason && value == JsonToken.VALUE_STRING) {
                skipped.merge(json.getString(), 1L, Long::sum);
            } else {
                json.skipChildren();
            }
        }
    }

    private interface Counter {
        /** Takes a record whose start has been read. */
        void count(JsonParser record);
    }

    private void scan(String name, Counter counter) throws FolderException {
        Path file = reader.fileIfAny(name);
        if (file == null) {
            return;
        }
        try (RecordLines lines = RecordLines.open(file)) {
            while (advance(file, lines)) {
                try (JsonParser json =
                        JSON.createParser(ObjectReadContext.empty(), lines.bytes(), lines.start(), lines.length())) {
                    if (json.nextToken() != JsonToken.START_OBJECT) {
                        throw new IllegalArgumentException("not an object");
                    }
                    counter.count(json);
                } catch (JacksonException | IllegalArgumentException e) {
                    throw sentence(CrawlReader.damaged(file, lines, e));
                }
            }
        } catch (IOException e) {
            throw CrawlReader.unreadable(file, e);
        }
    }

    private static boolean advance(Path file, RecordLines lines) throws FolderException {
        try {
            return lines.advance();
        } catch (IOException e) {
            throw sentence(CrawlReader.unreadable(file, lines, e));
        }
    }

    private static FolderException sentence(IOException e) {
        return new FolderException(Objects.requireNonNull(e.getMessage()), e);
    }

    private List<FileSize> files() throws FolderException {
        List<FileSize> sizes = new ArrayList<>();
        List<String> names = new ArrayList<>(CrawlFolder.FILES);
        names.add(LinkIndex.FOLDER);
        for (String name : names) {
            Path file = reader.folder().resolve(name);
            try {
                if (Files.isRegularFile(file)) {
                    sizes.add(new FileSize(name, Files.size(file)));
                } else if (Files.isDirectory(file)) {
                    sizes.add(new FileSize(name + "/", size(file)));
                }
            } catch (NoSuchFileException e) {
                // The crawl has removed it in this moment.
            } catch (IOException e) {
                throw CrawlReader.unreadable(file, e);
            }
        }
        return sizes;
    }

    /** The size of all files in a folder. The crawl adds and removes some meanwhile. */
    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(StatusScan::sizeOrZero).sum();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return size(folder);
            }
            throw e.getCause();
        }
    }

    private static long sizeOrZero(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
