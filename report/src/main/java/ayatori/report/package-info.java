/**
 * What is wrong with a site, and what changed on it: {@link ayatori.report.Report} writes one HTML file about a crawl folder, and
 * {@link ayatori.report.Difference} compares two of them. Both only read the folders.
 */
@NullMarked
package ayatori.report;

import org.jspecify.annotations.NullMarked;
