/**
 * Reading: what an answer says. {@link ayatori.crawler.read.PageReader} turns an answer into a {@link
 * ayatori.crawler.read.Reading}, with the links for the frontier.
 */
@NullMarked
package ayatori.crawler.read;

import org.jspecify.annotations.NullMarked;
