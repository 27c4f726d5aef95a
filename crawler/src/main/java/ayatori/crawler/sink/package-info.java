/**
 * What a crawl writes: records, and the files that they are appended to.
 *
 * <p>Files only grow, whole records at a time. When a file cannot be written any more, as on a full disk, it is cut back to
 * its last whole record.
 */
@NullMarked
package ayatori.crawler.sink;

import org.jspecify.annotations.NullMarked;
