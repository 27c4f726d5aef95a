@NullMarked
package ayatori.export.content;

import org.jspecify.annotations.NullMarked;
