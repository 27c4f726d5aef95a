/** The tests of processes, with the programs that every Unix has. */
@NullMarked
package ayatori.async.process;

import org.jspecify.annotations.NullMarked;
