/**
 * What a crawl leaves behind: the output folder, its files, and the records in them.
 *
 * <p>Files only grow, whole records at a time. A file that cannot be written any more, as on a full disk, is cut back to
 * its last whole record.
 */
@NullMarked
package ayatori.crawler.output;

import org.jspecify.annotations.NullMarked;
