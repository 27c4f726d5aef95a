package ayatori.parquet;

import ayatori.crawler.folder.FolderException;
import ayatori.export.format.TableFormat;
import ayatori.export.table.Row;
import ayatori.export.table.Table;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Parquet: one table, its columns encoded by dictionaries where that pays, and compressed by zstd. Lists are of Parquet's type
 * LIST, times are TIMESTAMP in microseconds and UTC, JSON is text.
 */
public final class ParquetFormat implements TableFormat {
    /** How much of a row group is in memory: pages that are compressed, and the columns of the last ones. */
    private static final int ROW_GROUP_BYTES = 16 << 20;

    private final int rowGroupBytes;

    /** Created by the {@link java.util.ServiceLoader}. */
    public ParquetFormat() {
        this(ROW_GROUP_BYTES);
    }

    ParquetFormat(int rowGroupBytes) {
        this.rowGroupBytes = rowGroupBytes;
    }

    @Override
    public String name() {
        return "parquet";
    }

    @Override
    public boolean nestsLinks() {
        return true;
    }

    @Override
    public void write(Path file, List<Table> tables) throws IOException, FolderException {
        Table table = tables.getFirst();
        try (OutputStream out = new BufferedOutputStream(
                        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        64 << 10);
                Stream<Row> rows = table.rows().open()) {
            var writer = new ParquetWriter(out, Schema.of(table), rowGroupBytes);
            for (Iterator<Row> all = rows.iterator(); all.hasNext(); ) {
                writer.add(all.next());
            }
            writer.finish();
        }
    }
}
