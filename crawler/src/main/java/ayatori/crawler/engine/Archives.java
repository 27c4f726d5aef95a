package ayatori.crawler.engine;

import ayatori.crawler.CrawlArchive;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.archive.ArchiveFormat;
import ayatori.crawler.archive.ArchiveReader;
import ayatori.crawler.archive.Spool;
import ayatori.crawler.fetch.ArchiveFetcher;
import ayatori.crawler.fetch.HttpFetcher;
import ayatori.crawler.fetch.UnreachableHosts;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.sink.SinkMark;
import ayatori.crawler.store.KeyValueStore;
import ayatori.web.http.AddressPolicy;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parts of a crawl's archive: its format, what each fetch loop has of it, and its files. */
final class Archives {
    private final CrawlOptions options;

    /** Null if the crawl is not archived. */
    private final @Nullable ArchiveFormat format;

    /** What is read in place of the web; null for the web. */
    private final @Nullable ArchiveReader source;

    /** @throws CrawlException if an archive is to be written or read, and there is no module for it, or it cannot be read */
    Archives(CrawlOptions options) throws CrawlException {
        this.options = options;
        this.format = options.output().isArchived() ? find() : null;
        this.source = options.access().archives().isEmpty() ? null : open(options);
    }

    private static ArchiveFormat find() throws CrawlException {
        return ArchiveFormat.find()
                .orElseThrow(() -> new CrawlException(
                        "Archives are written and read by a module of its own: add ayatori-warc to the class path."));
    }

    private static ArchiveReader open(CrawlOptions options) throws CrawlException {
        try {
            return find().open(options.access().archives(), options.extent().canonicalForm());
        } catch (IOException e) {
            throw new CrawlException(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
        }
    }

    /** What fetches: from the web, or from the archives that are read in place of it. */
    Environment.Fetchers fetchers(Storage storage) throws IOException {
        if (source != null) {
            return (_, _, _) -> new ArchiveFetcher(source, options);
        }
        Spool spool = format == null ? null : storage.spool();
        var unreachable = new UnreachableHosts();
        AddressPolicy addresses = HttpFetcher.addresses(options);
        return (loop, time, cookies) -> new HttpFetcher(loop, time, options, unreachable, cookies, addresses, spool);
    }

    /** The format of the archive; null if there is none. */
    @Nullable ArchiveFormat format() {
        return format;
    }

    /** What a fetch loop archives with. */
    Archivist archivist(Environment environment) throws IOException {
        ArchiveFormat of = environment.archives();
        return of == null
                ? Archivist.OFF
                : new Archivist(of.encoder(options), environment.storage().spool());
    }

    /** Opens the files where the last commit left them. */
    void openFiles(Sinks sinks, Environment environment, KeyValueStore store, List<SinkMark> marks)
            throws IOException, FolderException {
        ArchiveFormat of = environment.archives();
        if (of == null) {
            return;
        }
        CrawlArchive archive = options.output().archive();
        var bodies = new ArchivedBodies(store);
        try {
            bodies.readOnce(archive.dedupeAgainst(), of);
        } catch (IOException e) {
            throw new FolderException(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
        }
        CrawlClock clock = environment.clock();
        sinks.openArchive(
                environment.storage(), of.encoder(options), archive, of.machine(), clock::instant, bodies, marks);
    }
}
