/** URLs as the WHATWG URL standard has them. */
@NullMarked
package ayatori.web.url;

import org.jspecify.annotations.NullMarked;
