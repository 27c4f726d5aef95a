/**
 * Sitemaps, as <a href="https://www.sitemaps.org/protocol.html">sitemaps.org</a> says: lists by which a site tells
 * crawlers of its pages. {@link ayatori.web.sitemap.SitemapReader} reads them as they come in, whatever their form.
 */
@NullMarked
package ayatori.web.sitemap;

import org.jspecify.annotations.NullMarked;
