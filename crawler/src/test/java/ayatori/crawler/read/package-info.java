/** Tests of what is read from answers. */
@NullMarked
package ayatori.crawler.read;

import org.jspecify.annotations.NullMarked;
