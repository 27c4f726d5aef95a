package ayatori.crawler.engine;

import ayatori.crawler.CrawlOutput;
import ayatori.crawler.CustomSink;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.OutputFormat;
import ayatori.crawler.PageFormat;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.record.PageCsv;
import ayatori.crawler.sink.Sink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sink of pages, and the form of its records.
 *
 * @param name the sink's name
 * @param form the form of its records
 * @param own how a sink of the user's is written; null for ours
 * @param sink the user's sink; null for one that the crawl's storage opens by its name
 */
record PageSink(
        String name,
        Form form,
        @Nullable PageFormat own,
        @Nullable Sink sink) {
    /** The forms of records. */
    enum Form {
        /** A line of JSON. */
        JSON,
        /** A line of CSV, below a line of names. */
        CSV,
        /** Where the page's links stand, as a line of JSON. */
        LINKS,
        /** URL and title, for people. */
        TEXT,
        /** What the user makes of it. */
        OWN
    }

    /** What stands before the first record; null for nothing. */
    byte @Nullable [] header() {
        return form == Form.CSV ? PageCsv.header() : null;
    }

    /** The sinks of a crawl: ours, if it writes a folder, and the user's. */
    static List<PageSink> all(CrawlOutput output, List<CustomSink> customSinks) {
        List<PageSink> all = new ArrayList<>();
        if (output.out() != null) {
            all.add(new PageSink(CrawlFolder.PAGES + output.compression().suffix(), Form.JSON, null, null));
            if (output.links() == LinkDetail.FULL) {
                all.add(new PageSink(CrawlFolder.LINKS + output.compression().suffix(), Form.LINKS, null, null));
            }
            if (output.formats().contains(OutputFormat.CSV)) {
                all.add(new PageSink(CrawlFolder.TABLE, Form.CSV, null, null));
            }
            if (output.formats().contains(OutputFormat.TXT)) {
                all.add(new PageSink(CrawlFolder.TITLES, Form.TEXT, null, null));
            }
        }
        for (CustomSink custom : customSinks) {
            Sink sink = custom.sink();
            Form form = custom.format() == null ? Form.JSON : Form.OWN;
            all.add(new PageSink(sink.name(), form, custom.format(), sink));
        }
        return all;
    }
}
