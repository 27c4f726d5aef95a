/**
 * Which URLs a crawl wants, as far as their look and their distance tell.
 *
 * <p>{@link ayatori.crawler.scope.ScopeFilter} asks, in this order, and the first objection is the reason on record:
 *
 * <ol>
 *   <li>is it http or https, and within the seeds' {@linkplain ayatori.crawler.scope.Reach reach} — folder, host, domain?
 *       ({@code scope})
 *   <li>does no exclude pattern match it, and, if there are include patterns, does one? ({@code scope})
 *   <li>is its {@linkplain ayatori.crawler.scope.FileTypes extension} that of a picture, an archive, a film? ({@code type})
 *   <li>does it look {@linkplain ayatori.crawler.scope.Traps generated without end}? ({@code trap})
 *   <li>is it near enough to a seed? ({@code depth})
 * </ol>
 *
 * <p>Depth comes last because it alone is the link's and not the URL's: a URL that is too deep here may be found nearer
 * later, while the other objections stand for ever.
 */
@NullMarked
package ayatori.crawler.scope;

import org.jspecify.annotations.NullMarked;
