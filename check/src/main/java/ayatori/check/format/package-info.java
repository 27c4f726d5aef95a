/** Forms in which findings are written for other programs: JSON, JUnit, SARIF, Markdown, GitHub's annotations. */
@NullMarked
package ayatori.check.format;

import org.jspecify.annotations.NullMarked;
