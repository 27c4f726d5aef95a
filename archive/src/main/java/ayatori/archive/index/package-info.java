/** Indexes of captures: CDXJ lines, sorted by URL and time, in files. */
@NullMarked
package ayatori.archive.index;

import org.jspecify.annotations.NullMarked;
