@NullMarked
package ayatori.check.ask;

import org.jspecify.annotations.NullMarked;
