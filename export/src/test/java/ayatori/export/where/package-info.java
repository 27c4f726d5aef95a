@NullMarked
package ayatori.export.where;

import org.jspecify.annotations.NullMarked;
