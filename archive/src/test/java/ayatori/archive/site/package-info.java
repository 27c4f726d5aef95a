@NullMarked
package ayatori.archive.site;

import org.jspecify.annotations.NullMarked;
