package ayatori.cli;

import ayatori.crawler.CrawlException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The output folder of a crawl for which the user names none: a new one, whatever other crawls start meanwhile. */
final class NewFolder {

    private static final List<String> FILES = List.of(
            "pages.jsonl",
            "pages.jsonl.zst",
            "links.jsonl",
            "links.jsonl.zst",
            "pages.csv",
            "pages.txt",
            "archive",
            "skipped.jsonl",
            "skipped.jsonl.zst",
            "not-visited.jsonl",
            "not-visited.jsonl.zst",
            "summary.json");

    /** Crawls of one host that start in one second. */
    private static final int NAMES_MAX = 1_000;

    private NewFolder() {}

    /**
     * Creates a folder. If it exists, -2, -3 and so on is added to its name.
     *
     * @throws CrawlException if it cannot be created, with a sentence for the user
     */
    static Path create(Path wanted) throws CrawlException {
        try {
            Path parent = wanted.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            for (int number = 1; number <= NAMES_MAX; number++) {
                Path folder = number == 1 ? wanted : wanted.resolveSibling(wanted.getFileName() + "-" + number);
                try {
                    return Files.createDirectory(folder);
                } catch (FileAlreadyExistsException _) {
                    // The next name may be free.
                }
            }
            throw new CrawlException(
                    "the folder " + wanted + " and " + NAMES_MAX + " more exist; choose one with --out");
        } catch (IOException e) {
            throw new CrawlException("the folder " + wanted + " cannot be created; choose another one with --out", e);
        }
    }

    /** Removes the folder if nothing is in it. */
    static void remove(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isEmpty()) {
                Files.delete(folder);
            }
        } catch (IOException _) {
            // An empty folder stays behind.
        }
    }

    /** The names of the crawl's files that are in a folder. */
    static List<String> files(Path folder) {
        return FILES.stream().filter(name -> Files.exists(folder.resolve(name))).toList();
    }
}
