/** Tests of the runtime: each on both carriers and under the virtual clock. */
@NullMarked
package ayatori.async;

import org.jspecify.annotations.NullMarked;
