@NullMarked
package ayatori.export.format;

import org.jspecify.annotations.NullMarked;
