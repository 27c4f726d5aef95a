/**
 * Files for tasks: {@link ayatori.async.file.AsyncFile} is an open file, {@link ayatori.async.file.AsyncFiles} has what is
 * done with whole files and directories.
 *
 * <h2>The life of an operation</h2>
 *
 * <ol>
 *   <li>What memory can answer, it answers at once: a line that was read ahead, a write that fits the buffer.
 *   <li>Anything else joins the file's queue. Operations on one file are carried out one after another, first in, first
 *       out, whichever tasks ask.
 *   <li>A task that finds nobody at work hands the whole queue to the {@link ayatori.async.file.Disk}, which makes the
 *       calls off the loop; the loop goes on meanwhile, and a virtual clock stands still.
 *   <li>When the calls have been made, each task gets the result or the exception of its own.
 * </ol>
 */
@NullMarked
package ayatori.async.file;

import org.jspecify.annotations.NullMarked;
