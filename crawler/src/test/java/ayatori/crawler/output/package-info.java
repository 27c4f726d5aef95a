/** Tests of what a crawl leaves behind. */
@NullMarked
package ayatori.crawler.output;

import org.jspecify.annotations.NullMarked;
