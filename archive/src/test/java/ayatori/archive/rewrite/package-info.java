@NullMarked
package ayatori.archive.rewrite;

import org.jspecify.annotations.NullMarked;
