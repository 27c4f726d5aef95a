/**
 * The crawl folder as a contract: what a crawl leaves, for every later command and for other programs.
 *
 * <pre>
 * crawl.json      the manifest: format version, program version, when it began, the options as given
 * lock            held by the process that writes
 * pages.jsonl     a record for every URL that was requested    (pages.jsonl.zst if compressed)
 * skipped.jsonl   a record for every URL that was found and not requested
 * pages.txt       titles, if wanted
 * summary.json    counts, once the crawl has ended
 * links.index/    an index of links, built by CrawlReader.story; may be deleted
 * progress.json   where the crawl stands, written every second while it runs
 * state/          the frontier's store; nobody but a resumed crawl opens it
 * </pre>
 *
 * <p>Files of records only grow, whole records at a time, so they may be read while the crawl runs, and after it was killed:
 * {@link ayatori.crawler.folder.CrawlReader} gives the records back and ignores an unfinished last line. Times are UTC.
 *
 * <p>The folder is for its owner alone (mode 0700 where the file system has modes; files of
 * records have 0600). It never holds
 * credentials. {@code docs/crawl-folder.md} describes every field.
 */
@NullMarked
package ayatori.crawler.folder;

import org.jspecify.annotations.NullMarked;
