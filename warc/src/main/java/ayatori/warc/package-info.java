/**
 * WARC 1.1 (ISO 28500:2017): what was captured becomes records, and records are read in place of the web. The crawler finds
 * {@link ayatori.warc.WarcFormat} as a service. Records are built and read by jwarc.
 */
@NullMarked
package ayatori.warc;

import org.jspecify.annotations.NullMarked;
