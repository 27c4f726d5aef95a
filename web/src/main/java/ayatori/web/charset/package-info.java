/**
 * Finds the encoding of a page, and decodes and encodes as the <a href="https://encoding.spec.whatwg.org/">Encoding
 * Standard</a> says.
 *
 * <p>{@link ayatori.web.charset.CharsetSniffer} finds the {@link ayatori.web.charset.Encoding} of a page as the HTML standard
 * does: from a byte order mark, else from the HTTP header, else from a {@code meta}, else from the bytes themselves (ADR 19).
 *
 * <p>Pages are decoded to UTF-8 bytes, which {@code ayatori.web.html} reads, and {@code ayatori.web.url} encodes the queries of
 * their links. Each encoding is a class with the standard's decoder and encoder, on tables made from the standard's
 * index files (ADR 23). This package depends on no other one of the module.
 */
@NullMarked
package ayatori.web.charset;

import org.jspecify.annotations.NullMarked;
