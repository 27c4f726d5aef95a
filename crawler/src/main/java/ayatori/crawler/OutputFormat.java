package ayatori.crawler;

/** In what form the pages are written. */
public enum OutputFormat {
    /** {@code pages.jsonl}: one JSON object a line for every URL requested. */
    JSONL,
    /**
     * {@code pages.csv}: a line of CSV for every URL requested, without its links; {@link ayatori.crawler.sink.CsvLine} says
     * how.
     */
    CSV,
    /** {@code pages.txt}: for every page {@code URL: …}, {@code Title: …} and a blank line. */
    TXT,
    /**
     * {@code archive/*.warc.gz}: the exact bytes of requests and answers, as WARC files. Needs the module {@code
     * ayatori-warc}.
     */
    WARC
}
