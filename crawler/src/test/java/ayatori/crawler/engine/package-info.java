/** Tests of the engine. */
@NullMarked
package ayatori.crawler.engine;

import org.jspecify.annotations.NullMarked;
