package ayatori.report;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.report.diff.CrawlComparison;
import ayatori.report.diff.CrawlDiff;
import ayatori.report.diff.DiffHtml;
import ayatori.report.diff.DiffJson;
import ayatori.report.diff.DiffText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What changed between two crawls of a site: pages that are new, gone, moved or changed.
 *
 * {@snippet :
 * try (Difference difference = Difference.of(Path.of("monday"), Path.of("tuesday"))) {
 *     difference.write(DifferenceFormat.TEXT, Path.of("changes.txt"), false);
 * }
 * }
 *
 * <p>A page is found again by its URL. If each crawl has seeds on one origin only and these differ, the second origin stands for the
 * first. A page is changed if its status, the target of its redirect or its bytes are. It has moved if it has the same bytes under
 * another URL, and the old one is gone or redirects. Memory holds 32 to 64 bytes for each page, off the heap, and the URLs that differ.
 */
public final class Difference implements AutoCloseable {
    private final CrawlComparison comparison;
    private final CrawlDiff diff;

    private Difference(CrawlComparison comparison, CrawlDiff diff) {
        this.comparison = comparison;
        this.diff = diff;
    }

    /**
     * Compares two crawl folders.
     *
     * @throws ReportException if one is no crawl folder or cannot be read, with one sentence that says why
     */
    public static Difference of(Path before, Path after) throws ReportException {
        try {
            CrawlComparison comparison = CrawlComparison.of(CrawlReader.open(before), CrawlReader.open(after));
            try {
                return new Difference(comparison, comparison.compare());
            } catch (FolderException | RuntimeException | Error e) {
                try (comparison) {
                    throw e;
                } catch (IOException suppressed) {
                    e.addSuppressed(suppressed);
                    throw e;
                }
            }
        } catch (FolderException e) {
            throw new ReportException(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
        } catch (UncheckedIOException e) {
            throw sentence(e);
        }
    }

    private static ReportException sentence(UncheckedIOException e) {
        Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
        return new ReportException(Objects.requireNonNullElse(cause.getMessage(), cause.toString()), cause);
    }

    /** Whether anything differs. */
    public boolean isAny() {
        return diff.isAny();
    }

    /** How many pages are new, gone, moved, changed and unchanged, in a line. */
    public String summary() {
        return DiffText.summary(diff);
    }

    /**
     * Writes the difference to a file.
     *
     * @param overwrites whether a file that exists is replaced
     * @throws ReportException if that is not possible, with one sentence that says why
     */
    public void write(DifferenceFormat format, Path file, boolean overwrites) throws ReportException {
        new NewFile(file, overwrites).write(writer -> write(format, writer));
    }

    /**
     * Writes the difference.
     *
     * @param out is flushed at the end, and not closed
     * @throws IOException if it cannot be written
     */
    public void write(DifferenceFormat format, Writer out) throws IOException {
        switch (format) {
            case TEXT -> DiffText.write(diff, comparison, out);
            case HTML -> DiffHtml.write(diff, comparison, out);
            case JSON -> DiffJson.write(diff, comparison, out);
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        comparison.close();
    }
}
