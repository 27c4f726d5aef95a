/** Replaces the URLs in pages and style sheets, and leaves every other character as it is. */
@NullMarked
package ayatori.archive.rewrite;

import org.jspecify.annotations.NullMarked;
