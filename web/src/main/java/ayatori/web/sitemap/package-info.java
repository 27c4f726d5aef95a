/**
 * Sitemaps, by the <a href="https://www.sitemaps.org/protocol.html">sitemaps.org protocol</a>: lists of a site's pages for
 * crawlers. {@link ayatori.web.sitemap.SitemapReader} reads every form of them as a stream, in bounded memory.
 */
@NullMarked
package ayatori.web.sitemap;

import org.jspecify.annotations.NullMarked;
