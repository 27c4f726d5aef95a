package ayatori.export;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an export has written.
 *
 * @param files the files, or the folder: the one that was asked for, and those beside it that belong to it
 * @param rows how many rows of each table, by its name; none if the format is not made of tables
 * @param summary what is in it, without a full stop; empty if the rows say it
 * @param warnings sentences that the user should read
 */
public record ExportReport(List<Path> files, Map<String, Long> rows, String summary, List<String> warnings) {
    /** Copies the collections. */
    public ExportReport {
        files = List.copyOf(files);
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
        warnings = List.copyOf(warnings);
    }

    static ExportReport ofTables(List<Path> files, Map<String, Long> rows) {
        return new ExportReport(files, rows, "", List.of());
    }
}
