/** Tests of the fetcher over HTTP. */
@NullMarked
package ayatori.crawler.fetch;

import org.jspecify.annotations.NullMarked;
