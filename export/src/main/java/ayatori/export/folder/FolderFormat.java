package ayatori.export.folder;

import ayatori.crawler.folder.FolderException;
import ayatori.export.table.ExportException;
import java.io.IOException;
import java.util.Set;

/**
 * A format of exports that is made of a whole crawl folder: an archive, a copy of a site, a file for each page. Found as a {@link
 * java.util.ServiceLoader service} by its name, so that its module may have libraries of its own.
 */
public interface FolderFormat {
    /** {@return its name, as a user writes it after {@code --to}, for example {@code wacz}} */
    String name();

    /** {@return the suffix of its target if the user names none, for example {@code .wacz}} */
    default String suffix() {
        return "." + name();
    }

    /** {@return whether the target is a folder; otherwise it is a file} */
    default boolean writesFolder() {
        return false;
    }

    /** {@return whether it heeds a condition on the rows of the table {@code pages}: {@link FolderExport#pages}} */
    default boolean selectsPages() {
        return false;
    }

    /** {@return the names of the options that are its own, without dashes, for example {@code sign}} */
    default Set<String> options() {
        return Set.of();
    }

    /**
     * Writes {@link FolderExport#out}, which does not exist yet. What it leaves there after an exception is deleted.
     *
     * @return what was written
     * @throws ExportException if the export is not possible, with one sentence that says why
     * @throws FolderException if the crawl folder cannot be read
     * @throws IOException if the target cannot be written; an {@link java.io.UncheckedIOException} is thrown if a record cannot be
     *     read
     */
    FolderReport export(FolderExport export) throws IOException, ExportException, FolderException;
}
