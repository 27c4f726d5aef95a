/**
 * Writes a copy of a crawled site that opens in a browser from the disk, without a server: {@link
 * ayatori.archive.site.SiteFormat}. The captures of the archive become files, and the URLs in them become relative paths.
 */
@NullMarked
package ayatori.archive.site;

import org.jspecify.annotations.NullMarked;
