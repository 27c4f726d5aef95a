/**
 * Archives: what was captured on the wire, and the seam behind which it becomes records of an archive's format. The module
 * {@code ayatori-warc} implements it. The files and their commits are the engine's.
 */
@NullMarked
package ayatori.crawler.archive;

import org.jspecify.annotations.NullMarked;
