/** Tests. */
@NullMarked
package ayatori.check.find;

import org.jspecify.annotations.NullMarked;
