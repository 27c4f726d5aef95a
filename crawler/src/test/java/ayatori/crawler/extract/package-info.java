@NullMarked
package ayatori.crawler.extract;

import org.jspecify.annotations.NullMarked;
