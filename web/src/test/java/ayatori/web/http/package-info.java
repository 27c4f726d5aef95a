/** Tests of the HTTP client, against servers on loopback. */
@NullMarked
package ayatori.web.http;

import org.jspecify.annotations.NullMarked;
