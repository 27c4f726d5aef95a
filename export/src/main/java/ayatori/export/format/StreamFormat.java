package ayatori.export.format;

import ayatori.crawler.folder.FolderException;
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

/** A format that is written from the first byte to the last, so that it can go to standard output too. */
public abstract class StreamFormat implements TableFormat {
    static final int BUFFER_BYTES = 64 << 10;

    /** For the formats here. */
    protected StreamFormat() {}

    /**
     * Writes a table.
     *
     * @param out neither flushed nor closed
     * @param table the table
     * @throws IOException if it cannot be written
     * @throws FolderException if the table cannot be read
     */
    public abstract void write(OutputStream out, Table table) throws IOException, FolderException;

    @Override
    public final void write(Path file, List<Table> tables) throws IOException, FolderException {
        try (OutputStream out = new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), BUFFER_BYTES)) {
            write(out, tables.getFirst());
        }
    }

    /** What is done with each row. */
    interface RowAction {
        void on(Row row) throws IOException;
    }

    static void forEach(Table table, RowAction action) throws IOException, FolderException {
        try (Stream<Row> rows = table.rows().open()) {
            for (Iterator<Row> all = rows.iterator(); all.hasNext(); ) {
                action.on(all.next());
            }
        }
    }
}
