/** Whole crawls of the demo site. */
@NullMarked
package ayatori.crawler;

import org.jspecify.annotations.NullMarked;
