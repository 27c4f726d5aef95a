@NullMarked
package ayatori.crawler.recrawl;

import org.jspecify.annotations.NullMarked;
