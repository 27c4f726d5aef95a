/**
 * Subprocesses: a {@link ayatori.async.process.Subprocess} is a program with streams as its input and output.
 *
 * <p>Java cannot poll a pipe. Bytes that are available are read on the loop. A read or write that would block runs in a separate
 * thread, which calls the loop back.
 */
@NullMarked
package ayatori.async.process;

import org.jspecify.annotations.NullMarked;
