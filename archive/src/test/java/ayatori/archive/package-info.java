@NullMarked
package ayatori.archive;

import org.jspecify.annotations.NullMarked;
