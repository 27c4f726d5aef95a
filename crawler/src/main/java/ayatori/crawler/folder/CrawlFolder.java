package ayatori.crawler.folder;

import ayatori.crawler.CrawlException;
import ayatori.crawler.OutputFormat;
import ayatori.crawler.sink.JsonLines;
import ayatori.crawler.sink.RecordFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder a crawl writes to: {@code pages.jsonl}, {@code pages.txt}, {@code skipped.jsonl} as they grow, and {@code
 * summary.json} at the end.
 *
 * <p>All methods are called from the one loop that owns the frontier.
 */
public final class CrawlFolder implements AutoCloseable {
    private static final String PAGES_JSONL = "pages.jsonl";
    private static final String PAGES_TXT = "pages.txt";
    private static final String SKIPPED_JSONL = "skipped.jsonl";
    private static final String SUMMARY_JSON = "summary.json";

    private final Path folder;
    private final @Nullable RecordFile pagesJson;
    private final @Nullable RecordFile pagesText;
    private final RecordFile skipped;
    private final List<RecordFile> files;

    private CrawlFolder(
            Path folder, @Nullable RecordFile pagesJson, @Nullable RecordFile pagesText, RecordFile skipped) {
        this.folder = folder;
        this.pagesJson = pagesJson;
        this.pagesText = pagesText;
        this.skipped = skipped;
        this.files = Stream.of(pagesJson, pagesText, skipped)
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Creates the folder if it does not exist, and its files.
     *
     * @throws CrawlException if there is a crawl in it already, or it cannot be written
     */
    public static CrawlFolder create(Path folder, Set<OutputFormat> formats) throws CrawlException {
        for (String name : new String[] {PAGES_JSONL, PAGES_TXT, SKIPPED_JSONL, SUMMARY_JSON}) {
            if (Files.exists(folder.resolve(name))) {
                throw new CrawlException("The output folder " + folder + " already holds a crawl (" + name
                        + "): name another one, or remove it.");
            }
        }
        try {
            Files.createDirectories(folder);
            return new CrawlFolder(
                    folder,
                    formats.contains(OutputFormat.JSONL) ? RecordFile.create(folder.resolve(PAGES_JSONL)) : null,
                    formats.contains(OutputFormat.TXT) ? RecordFile.create(folder.resolve(PAGES_TXT)) : null,
                    RecordFile.create(folder.resolve(SKIPPED_JSONL)));
        } catch (IOException e) {
            throw new CrawlException("The output folder " + folder + " cannot be written: " + reason(e) + ".", e);
        }
    }

    /** Adds one page's record in each form it was made in. */
    public void page(byte @Nullable [] json, byte @Nullable [] text) throws IOException {
        if (pagesJson != null && json != null) {
            pagesJson.append(json, json.length);
        }
        if (pagesText != null && text != null) {
            pagesText.append(text, text.length);
        }
    }

    /** Adds records of skipped URLs. */
    public void skipped(JsonLines records) throws IOException {
        skipped.append(records.bytes(), records.length());
    }

    /** How many bytes have been added since the last commit. */
    public long uncommittedBytes() {
        long bytes = 0;
        for (RecordFile file : files) {
            bytes += file.uncommittedBytes();
        }
        return bytes;
    }

    /**
     * Writes all records that were added. They count only if that succeeds for every file; otherwise all files are cut back
     * to the last commit and nothing more is accepted, so that the files agree with each other and with what was counted.
     *
     * @throws IOException if a file cannot be written
     */
    public void commit() throws IOException {
        try {
            for (RecordFile file : files) {
                file.flush();
            }
        } catch (IOException e) {
            rollback(e);
            throw e;
        }
        files.forEach(RecordFile::commit);
    }

    /** Cuts all files back to the last commit. Nothing more is accepted. */
    public void rollback(Throwable failure) {
        for (RecordFile file : files) {
            try {
                file.rollback();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    /**
     * Writes the summary, the last thing a crawl does: whole, or not at all.
     *
     * @throws IOException if it cannot be written; there is no file then
     */
    public void summary(byte[] json) throws IOException {
        Path file = folder.resolve(SUMMARY_JSON);
        try {
            Files.write(file, json);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try (pagesJson;
                pagesText;
                skipped) {
            // closing is all
        }
    }

    /** {@return what an I/O exception means, for people} */
    public static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "there is no such folder";
            case NotDirectoryException _, FileAlreadyExistsException _ -> "there is a file of that name";
            default -> {
                String message = e.getMessage();
                yield message == null
                        ? e.getClass().getSimpleName()
                        : message.replaceFirst("^.*: ", "").toLowerCase(java.util.Locale.ROOT);
            }
        };
    }
}
