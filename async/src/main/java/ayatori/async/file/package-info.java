/**
 * Files for tasks: {@link ayatori.async.file.AsyncFile} is an open file, {@link ayatori.async.file.AsyncFiles} reads and
 * writes whole files and directories.
 *
 * <h2>The life of an operation</h2>
 *
 * <ol>
 *   <li>An operation that needs memory only is done at once: a line that was read ahead, a write that fits the buffer.
 *   <li>Any other operation joins the file's queue. Operations on one file run one after another, first in, first out,
 *       whichever tasks call them.
 *   <li>If the disk is not at work for this file, the task hands the whole queue to the {@link ayatori.async.file.Disk}.
 *       The disk makes the calls off the loop. The loop runs on meanwhile, and a virtual clock stands still.
 *   <li>When the calls have ended, each task gets the result or the exception of its own operation.
 * </ol>
 */
@NullMarked
package ayatori.async.file;

import org.jspecify.annotations.NullMarked;
