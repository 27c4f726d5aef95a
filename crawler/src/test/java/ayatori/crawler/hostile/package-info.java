/**
 * Servers that misbehave in every way we can name, and the crawls that outlive them. Each way is a {@link
 * ayatori.crawler.hostile.Hostility}: what the server says, and what the crawl's records must come to.
 */
@NullMarked
package ayatori.crawler.hostile;

import org.jspecify.annotations.NullMarked;
