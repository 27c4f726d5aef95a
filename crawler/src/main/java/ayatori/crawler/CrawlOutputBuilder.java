package ayatori.crawler;

import ayatori.crawler.sink.Compression;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds {@link CrawlOutput}: what a crawl writes, and where. Each method sets the component of its name; the fields are the defaults. */
public final class CrawlOutputBuilder {
    private @Nullable Path out = null;
    private Set<OutputFormat> formats = EnumSet.of(OutputFormat.JSONL);
    private LinkDetail links = LinkDetail.ALL;
    private Compression compression = Compression.NONE;
    private boolean resumable = false;
    private CrawlArchive archive = CrawlArchive.DEFAULT;

    CrawlOutputBuilder() {}

    /** Sets {@link CrawlOutput#out()}: the output folder, which must not hold a crawl yet. */
    public CrawlOutputBuilder out(Path out) {
        this.out = Objects.requireNonNull(out);
        return this;
    }

    /** Sets {@link CrawlOutput#formats()}: the formats in which pages are written. */
    public CrawlOutputBuilder formats(Set<OutputFormat> formats) {
        this.formats = Objects.requireNonNull(formats);
        return this;
    }

    /** Sets {@link CrawlOutput#links()}: what a page's record says about its links. */
    public CrawlOutputBuilder links(LinkDetail links) {
        this.links = Objects.requireNonNull(links);
        return this;
    }

    /** Sets {@link CrawlOutput#compression()}: how the records are compressed. */
    public CrawlOutputBuilder compression(Compression compression) {
        this.compression = Objects.requireNonNull(compression);
        return this;
    }

    /** Sets {@link CrawlOutput#resumable()}: whether the crawl can go on after its end or a crash. */
    public CrawlOutputBuilder resumable(boolean resumable) {
        this.resumable = resumable;
        return this;
    }

    /** Changes {@link CrawlOutput#archive()}: how the crawl is archived. */
    public CrawlOutputBuilder archive(UnaryOperator<CrawlArchive> change) {
        this.archive = change.apply(archive);
        return this;
    }

    CrawlOutput build() {
        return new CrawlOutput(out, formats, links, compression, resumable, archive);
    }
}
