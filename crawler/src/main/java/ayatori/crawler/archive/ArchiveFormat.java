package ayatori.crawler.archive;

import ayatori.crawler.CrawlOptions;
import ayatori.web.url.CanonicalForm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A format of archives. The implementation is a module of its own, {@code ayatori-warc}, found as a {@link ServiceLoader
 * service}, so that only a program that wants one carries its libraries.
 */
public interface ArchiveFormat {
    /**
     * Makes an encoder for a crawl.
     *
     * @throws IOException if a file that it needs cannot be read, with one sentence that says why
     */
    ArchiveEncoder encoder(CrawlOptions options) throws IOException;

    /** {@return a name for this machine, for the names of files} */
    String machine();

    /** Receives what is archived already. */
    @FunctionalInterface
    interface Known {
        /** Takes the SHA-1 of a body, and the capture that has it. */
        void add(byte[] payload, Original original);
    }

    /**
     * Reads which bodies an archive holds.
     *
     * @param archive a crawl folder, a folder of archives, an archive, or an index of one
     * @throws IOException if it cannot be read, with one sentence that says why
     */
    void known(Path archive, Known known) throws IOException;

    /**
     * Opens archives for a crawl that reads them in place of the web.
     *
     * @param form which URLs are one
     * @throws IOException if one cannot be read, with one sentence that says why
     */
    ArchiveReader open(List<Path> archives, CanonicalForm form) throws IOException;

    /** {@return the format on the class path or module path, if there is one} */
    static Optional<ArchiveFormat> find() {
        return ServiceLoader.load(ArchiveFormat.class, ArchiveFormat.class.getClassLoader())
                .findFirst();
    }
}
