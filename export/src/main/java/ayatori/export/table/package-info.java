/** Tables: named columns with types, and rows that are streamed. */
@NullMarked
package ayatori.export.table;

import org.jspecify.annotations.NullMarked;
