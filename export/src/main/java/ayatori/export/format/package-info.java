/** Formats of files in which tables are written. */
@NullMarked
package ayatori.export.format;

import org.jspecify.annotations.NullMarked;
