/** Tests. */
@NullMarked
package ayatori.check.format;

import org.jspecify.annotations.NullMarked;
