/** The async runtime. */
@NullMarked
package ayatori.async;

import org.jspecify.annotations.NullMarked;
