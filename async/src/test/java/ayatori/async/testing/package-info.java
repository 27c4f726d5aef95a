/** Tests of the testing tools. */
@NullMarked
package ayatori.async.testing;

import org.jspecify.annotations.NullMarked;
