/** The crawl folder: the files that a crawl writes, and its summary. */
@NullMarked
package ayatori.crawler.folder;

import org.jspecify.annotations.NullMarked;
