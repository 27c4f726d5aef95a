package ayatori.check.ask;

import ayatori.crawler.folder.FolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of a crawl that asks, within the folder of the crawl that is checked. It is removed once it is read. */
public final class AskFolder {
    private static final String NAME = "check.tmp";

    private AskFolder() {}

    /** The folder within that of a crawl, which does not exist yet: what a run that was killed has left there is removed. */
    public static Path in(Path crawl) throws FolderException {
        Path folder = crawl.resolve(NAME);
        remove(folder);
        return folder;
    }

    /** Removes the folder. */
    public static void remove(Path folder) throws FolderException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> inside = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : inside) {
                Files.delete(file);
            }
        } catch (NoSuchFileException _) {
            // There is nothing to remove.
        } catch (IOException e) {
            throw new FolderException("The folder " + folder + " cannot be removed: " + e.getMessage() + ".", e);
        }
    }
}
