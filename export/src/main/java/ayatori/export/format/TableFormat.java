package ayatori.export.format;

import ayatori.crawler.folder.FolderException;
import ayatori.export.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A format of files of tables. Those that need a library of their own are modules of their own, found as a {@link
 * java.util.ServiceLoader service}.
 */
public interface TableFormat {
    /** {@return its name, as a user writes it, for example {@code csv}} */
    String name();

    /** {@return the usual suffix of its files, for example {@code .csv}} */
    default String suffix() {
        return "." + name();
    }

    /** {@return whether a file holds several tables} */
    default boolean holdsSeveral() {
        return false;
    }

    /** {@return whether the links of a page are in its row, as a list, if nobody chooses columns} */
    default boolean nestsLinks() {
        return false;
    }

    /**
     * Writes a file.
     *
     * @param file where it goes; it does not exist yet
     * @param tables one table, or several if the format {@linkplain #holdsSeveral can hold them}
     * @throws IOException if it cannot be written; an {@link java.io.UncheckedIOException} is thrown if a record cannot be read
     * @throws FolderException if a table cannot be read
     */
    void write(Path file, List<Table> tables) throws IOException, FolderException;
}
