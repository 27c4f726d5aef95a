@NullMarked
package ayatori.sqlite;

import org.jspecify.annotations.NullMarked;
