/** The language of conditions on rows, such as {@code status >= 400 and contentType contains "html"}. */
@NullMarked
package ayatori.export.where;

import org.jspecify.annotations.NullMarked;
