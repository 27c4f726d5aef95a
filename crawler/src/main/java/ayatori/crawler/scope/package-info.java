/**
 * Which URLs a crawl wants, as far as the URL itself tells.
 *
 * <p>{@link ayatori.crawler.scope.ScopeFilter} checks the following, in this order, on the URL's {@linkplain
 * ayatori.web.url.Canonicalizer#normalizePercentEncoding canonical spelling}. The first failure is the reason on record:
 *
 * <ol>
 *   <li>is it http or https, and within the seeds' {@linkplain ayatori.crawler.scope.Reach reach}: folder, host or domain?
 *       ({@code scope})
 *   <li>does no exclude pattern match it, and, if there are include patterns, does one? ({@code scope})
 *   <li>is its {@linkplain ayatori.crawler.scope.FileTypes extension} that of a picture, an archive, a film? ({@code type})
 *   <li>does it look {@linkplain ayatori.crawler.scope.Traps generated without end}? ({@code trap})
 * </ol>
 *
 * <p>Depth is not checked here: it belongs to a link and not to the URL, and the least depth of all links counts, which
 * only the {@linkplain ayatori.crawler.frontier frontier} knows.
 */
@NullMarked
package ayatori.crawler.scope;

import org.jspecify.annotations.NullMarked;
