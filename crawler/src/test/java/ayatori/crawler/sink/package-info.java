/** Tests of records and their files. */
@NullMarked
package ayatori.crawler.sink;

import org.jspecify.annotations.NullMarked;
