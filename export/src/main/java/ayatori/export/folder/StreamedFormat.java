package ayatori.export.folder;

import ayatori.crawler.folder.FolderException;
import ayatori.export.table.ExportException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;

/** A format of exports that is made of a whole crawl folder and written from its beginning to its end, so that a stream can take it. */
public interface StreamedFormat extends FolderFormat {
    /**
     * Writes to a stream.
     *
     * @param export whose files are not looked at
     * @param out not closed
     * @return what was written
     * @throws ExportException if the export is not possible, with one sentence that says why
     * @throws FolderException if the crawl folder cannot be read
     * @throws IOException if the stream cannot be written
     */
    FolderReport export(FolderExport export, OutputStream out) throws IOException, ExportException, FolderException;

    @Override
    default FolderReport export(FolderExport export) throws IOException, ExportException, FolderException {
        try (OutputStream out = Files.newOutputStream(export.out())) {
            return export(export, out);
        }
    }
}
