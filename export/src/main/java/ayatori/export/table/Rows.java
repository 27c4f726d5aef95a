package ayatori.export.table;

import ayatori.crawler.folder.FolderException;
import java.util.stream.Stream;

/** Rows that can be read again and again. */
@FunctionalInterface
public interface Rows {
    /**
     * Reads the rows from the first one. The stream must be closed, and throws {@link java.io.UncheckedIOException} if a
     * record cannot be read.
     *
     * @throws FolderException if the file of records cannot be opened
     */
    Stream<Row> open() throws FolderException;
}
