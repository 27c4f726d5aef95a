/**
 * MIME types, by the <a href="https://mimesniff.spec.whatwg.org/">MIME Sniffing Standard</a>: what a {@code Content-Type} header
 * says, and what the first bytes of a body look like where it says nothing.
 */
@NullMarked
package ayatori.web.mime;

import org.jspecify.annotations.NullMarked;
