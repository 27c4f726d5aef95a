/** Simulated crawls. */
@NullMarked
package ayatori.crawler.testing;

import org.jspecify.annotations.NullMarked;
