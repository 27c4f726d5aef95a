package ayatori.export.folder;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.export.table.ExportException;
import ayatori.export.table.Table;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FolderFormat} is asked to write.
 *
 * @param crawl the crawl folder
 * @param out the file or folder to write. It does not exist yet, and is renamed to {@code target} when it is whole
 * @param target the name it will have
 * @param options the values of the format's own options, by their names
 * @param pages the table {@code pages}, with the rows that match the user's condition
 */
public record FolderExport(CrawlReader crawl, Path out, Path target, Map<String, String> options, Pages pages) {
    /** Copies the options. */
    public FolderExport {
        options = Map.copyOf(options);
    }

    /** {@return the value of an option; null if the user did not give it} */
    public @Nullable String option(String name) {
        return options.get(name);
    }

    /** Opens a table of pages. To find out its columns, the records are read once. */
    @FunctionalInterface
    public interface Pages {
        /**
         * Opens the table.
         *
         * @throws ExportException if the user's condition is wrong
         * @throws FolderException if the records cannot be read
         */
        Table open() throws ExportException, FolderException;
    }
}
