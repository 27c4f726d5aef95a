package ayatori.export;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to export, and how.
 *
 * @param folder the crawl folder
 * @param format the name of the format: one of {@link Export#FORMATS}
 * @param out the file to write; null for one in the current folder, named after the crawl folder
 * @param table the name of the table; null for the format's own choice
 * @param columns the columns, in their order; empty for the usual ones
 * @param where a condition on the rows, in the language of {@code docs/export.md}; null for all rows
 * @param overwrites whether a file that exists is replaced
 * @param base of a sitemap: the URL of the folder in which its files will be published; null for the root of the site
 * @param options the values of options that only some {@linkplain ayatori.export.folder.FolderFormat formats of whole folders}
 *     take, by their names without dashes
 */
public record ExportRequest(
        Path folder,
        String format,
        @Nullable Path out,
        @Nullable String table,
        List<String> columns,
        @Nullable String where,
        boolean overwrites,
        @Nullable String base,
        SortedMap<String, String> options) {
    /** Copies the collections. */
    public ExportRequest {
        columns = List.copyOf(columns);
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }

    /** A request for the usual table, with all rows. */
    public static ExportRequest of(Path folder, String format, @Nullable Path out) {
        return new ExportRequest(folder, format, out, null, List.of(), null, false, null, Collections.emptySortedMap());
    }

    ExportRequest to(Path file) {
        return new ExportRequest(folder, format, file, table, columns, where, overwrites, base, options);
    }

    /** {@return the same for another table} */
    public ExportRequest ofTable(String other) {
        return new ExportRequest(folder, format, out, other, columns, where, overwrites, base, options);
    }

    /** {@return the same with these columns} */
    public ExportRequest withColumns(String... names) {
        return new ExportRequest(folder, format, out, table, List.of(names), where, overwrites, base, options);
    }

    /** {@return the same with this condition} */
    public ExportRequest where(String condition) {
        return new ExportRequest(folder, format, out, table, columns, condition, overwrites, base, options);
    }

    /** {@return the same with these options} */
    public ExportRequest withOptions(Map<String, String> more) {
        return new ExportRequest(folder, format, out, table, columns, where, overwrites, base, new TreeMap<>(more));
    }

    /** {@return the same, replacing a file that exists} */
    public ExportRequest overwriting() {
        return new ExportRequest(folder, format, out, table, columns, where, true, base, options);
    }
}
