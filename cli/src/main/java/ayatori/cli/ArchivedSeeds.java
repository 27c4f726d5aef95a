package ayatori.cli;

import ayatori.crawler.archive.ArchiveFormat;
import ayatori.crawler.archive.ArchiveReader;
import ayatori.web.url.CanonicalForm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The URLs of archives, for a crawl that is to read all of them. */
final class ArchivedSeeds {
    private ArchivedSeeds() {}

    /** @throws IllegalArgumentException if an archive cannot be read, with a sentence for the user */
    static List<String> of(List<Path> archives) {
        ArchiveFormat format = ArchiveFormat.find().orElseThrow();
        try (ArchiveReader reader = format.open(archives, CanonicalForm.STANDARD)) {
            return reader.urls().stream()
                    .filter(url -> !url.endsWith("/robots.txt"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
        }
    }
}
