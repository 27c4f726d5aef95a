/**
 * Web archives: {@link ayatori.archive.Archive} reads WARC and WACZ files, of this crawler or of any other tool.
 *
 * <p>{@code index} finds what an archive holds about a URL at a time. {@link ayatori.archive.WaczFormat} writes WACZ files. {@code replay} shows an
 * archive in a browser.
 */
@NullMarked
package ayatori.archive;

import org.jspecify.annotations.NullMarked;
