@NullMarked
package ayatori.archive.index;

import org.jspecify.annotations.NullMarked;
