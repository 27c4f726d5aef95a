package ayatori.report;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to report.
 *
 * @param folder the crawl folder
 * @param out the file to write; null for one in the current folder, named after the crawl folder
 * @param finding the {@linkplain Report#findings() name} of a finding of which all rows are written as CSV; null for the whole
 *     report as HTML
 * @param overwrites whether a file that exists is replaced
 */
public record ReportRequest(
        Path folder, @Nullable Path out, @Nullable String finding, boolean overwrites) {
    /** A report of a folder as HTML, to a new file. */
    public static ReportRequest of(Path folder, Path out) {
        return new ReportRequest(folder, out, null, false);
    }
}
