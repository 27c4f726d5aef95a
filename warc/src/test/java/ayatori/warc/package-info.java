@NullMarked
package ayatori.warc;

import org.jspecify.annotations.NullMarked;
