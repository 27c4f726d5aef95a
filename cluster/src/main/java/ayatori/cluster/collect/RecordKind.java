package ayatori.cluster.collect;

import ayatori.crawler.folder.CrawlFolder;
import java.util.List;

/** A kind of record. Each has a topic, and a file in a crawl folder. */
public enum RecordKind {
    /** URLs that were requested. */
    PAGES("pages", CrawlFolder.PAGES),
    /** Where the links of pages stand. */
    LINKS("page-links", CrawlFolder.LINKS),
    /** What was taken out of pages. */
    ITEMS("items", CrawlFolder.ITEMS),
    /** URLs that were not requested. */
    SKIPPED("skipped", CrawlFolder.SKIPPED),
    /** Where captures are. They are copied into the folder's archive; their records are in no file. */
    CAPTURES("captures", CrawlFolder.ARCHIVE);

    /** Those whose records are lines of a file. */
    static final List<RecordKind> OF_LINES = List.of(PAGES, LINKS, ITEMS, SKIPPED);

    private final String label;
    private final String file;

    RecordKind(String label, String file) {
        this.label = label;
        this.file = file;
    }

    /** {@return its name in {@code collect.json}} */
    public String label() {
        return label;
    }

    /** {@return its file, if that is not compressed; a folder of captures} */
    public String file() {
        return file;
    }
}
