/**
 * Programs that run beside the loop: {@link ayatori.async.process.Subprocess}, whose input and output are the same streams
 * as those of a connection.
 *
 * <p>A pipe cannot be polled from Java. What it holds already is read at once, on the loop; when a read or a write would
 * have to wait, it does so in a thread of its own, and calls the loop back.
 */
@NullMarked
package ayatori.async.process;

import org.jspecify.annotations.NullMarked;
