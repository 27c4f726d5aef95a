/**
 * What a crawl folder says about a site: figures, and findings with the rows that are shown.
 *
 * <p>The records are read twice. The first time {@link ayatori.report.site.Survey} notes some hundred bytes of each page in
 * {@link ayatori.report.site.PageTable}, and its links in a temporary file. From these follow which pages link to which, how many
 * clicks away a page is, and what is wrong ({@link ayatori.report.site.Judge}). The second time
 * {@link ayatori.report.site.RowReader} reads the URLs and titles of the rows that are shown. So memory does not grow with what the
 * pages say.
 */
@NullMarked
package ayatori.report.site;

import org.jspecify.annotations.NullMarked;
