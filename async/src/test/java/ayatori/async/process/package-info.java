/** Tests of processes, with programs that every Unix has. */
@NullMarked
package ayatori.async.process;

import org.jspecify.annotations.NullMarked;
