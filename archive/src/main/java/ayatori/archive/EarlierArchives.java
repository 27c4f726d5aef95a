package ayatori.archive;

import ayatori.crawler.Recrawl;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.Manifest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The archives that the archive of a crawl refers to: that of the crawl before, of a recrawl, and those whose bodies were not to be
 * repeated. They are opened when something in them is asked for.
 */
final class EarlierArchives implements Closeable {
    static final EarlierArchives NONE = new EarlierArchives(List.of());

    private final List<Path> paths;
    private List<Archive> opened = List.of();
    private boolean isOpened;

    private EarlierArchives(List<Path> paths) {
        this.paths = paths;
    }

    /** Those that a crawl refers to, directly or by others. */
    static EarlierArchives of(Path crawl) throws FolderException {
        return new EarlierArchives(paths(crawl));
    }

    /** The paths of those that a crawl refers to, directly or by others, as far as they are there. */
    static List<Path> paths(Path crawl) throws FolderException {
        Set<Path> seen = new HashSet<>(Set.of(absolute(crawl)));
        List<Path> paths = new ArrayList<>();
        add(crawl, seen, paths);
        return paths;
    }

    private static void add(Path crawl, Set<Path> seen, List<Path> paths) throws FolderException {
        Manifest manifest = CrawlReader.open(crawl).manifest();
        List<Path> named = new ArrayList<>(
                manifest.crawlOptions().build().output().archive().dedupeAgainst());
        Recrawl recrawl = manifest.recrawl();
        if (recrawl != null) {
            named.add(recrawl.previous());
        }
        for (Path path : named) {
            boolean isIndex = path.toString().matches(".*\\.cdxj?(\\.gz)?"); // which names files, and holds none
            if (!isIndex && Files.exists(path) && seen.add(absolute(path))) {
                paths.add(path);
                if (Opening.isCrawl(path)) {
                    add(path, seen, paths);
                }
            }
        }
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** Those that can be opened. Each of them refers to the same ones. */
    synchronized List<Archive> open() {
        if (!isOpened) {
            isOpened = true;
            List<Archive> archives = new ArrayList<>();
            for (Path path : paths) {
                try {
                    archives.add(Opening.openEarlier(path, this));
                } catch (ArchiveException e) {
                    // It has no archive any more: what was in it is missing.
                }
            }
            opened = archives;
        }
        return opened;
    }

    @Override
    public synchronized void close() throws IOException {
        List<Archive> closed = opened;
        opened = List.of(); // each of them closes this too
        for (Archive archive : closed) {
            archive.close();
        }
    }
}
