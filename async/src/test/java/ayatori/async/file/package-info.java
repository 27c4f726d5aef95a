/** The tests of files. */
@NullMarked
package ayatori.async.file;

import org.jspecify.annotations.NullMarked;
