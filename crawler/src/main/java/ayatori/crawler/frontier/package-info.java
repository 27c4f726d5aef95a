/** The frontier. */
@NullMarked
package ayatori.crawler.frontier;

import org.jspecify.annotations.NullMarked;
