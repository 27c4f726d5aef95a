package ayatori.cli;

import ayatori.archive.Archive;
import ayatori.archive.ArchiveException;
import ayatori.archive.index.Capture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** The index over the WARC files of a crawl that was collected: {@code archive/index.cdxj}, for tools of the field. */
final class CollectedIndex {
    private static final String ARCHIVE = "archive";
    private static final String NAME = "index.cdxj";
    private static final String GZIP = ".warc.gz";

    private CollectedIndex() {}

    /**
     * Writes the index, if the folder has an archive whose files tools can read at an offset.
     *
     * @return how many captures it has; 0 if it was not written
     */
    static long write(Path folder) throws IOException {
        Path archive = folder.resolve(ARCHIVE);
        if (!hasGzip(archive)) {
            return 0;
        }
        Path unfinished = archive.resolve(NAME + ".tmp");
        try (Archive opened = Archive.open(folder, false)) {
            try (Stream<Capture> captures = opened.index().all();
                    Writer out = Files.newBufferedWriter(unfinished)) {
                for (Capture capture : (Iterable<Capture>) captures::iterator) {
                    out.write(capture.toLine() + "\n");
                }
            }
            Files.move(unfinished, archive.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
            return opened.captureCount();
        } catch (ArchiveException e) {
            throw new IOException(e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static boolean hasGzip(Path archive) throws IOException {
        if (!Files.isDirectory(archive)) {
            return false;
        }
        try (Stream<Path> files = Files.list(archive)) {
            return files.anyMatch(file -> file.toString().endsWith(GZIP));
        }
    }
}
