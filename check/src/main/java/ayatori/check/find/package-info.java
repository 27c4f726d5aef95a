/** Findings: what is wrong with a site, and where. Values, and pure functions over a crawl folder. */
@NullMarked
package ayatori.check.find;

import org.jspecify.annotations.NullMarked;
