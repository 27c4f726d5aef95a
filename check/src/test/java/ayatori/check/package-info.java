/** Tests. */
@NullMarked
package ayatori.check;

import org.jspecify.annotations.NullMarked;
