package ayatori.export;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an export has written.
 *
 * @param files the files: the one that was asked for, and those beside it that belong to it
 * @param rows how many rows of each table, by its name
 */
public record ExportReport(List<Path> files, Map<String, Long> rows) {
    /** Copies the collections. */
    public ExportReport {
        files = List.copyOf(files);
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    }
}
