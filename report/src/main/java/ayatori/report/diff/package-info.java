/** What changed between two crawls. */
@NullMarked
package ayatori.report.diff;

import org.jspecify.annotations.NullMarked;
