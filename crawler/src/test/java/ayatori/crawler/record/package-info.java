/** Tests of records and their files. */
@NullMarked
package ayatori.crawler.record;

import org.jspecify.annotations.NullMarked;
