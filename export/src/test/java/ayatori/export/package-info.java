@NullMarked
package ayatori.export;

import org.jspecify.annotations.NullMarked;
