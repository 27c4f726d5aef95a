/**
 * Which encoding a page is in, and turning it into UTF-8, which is all that {@code ayatori.web.html} reads.
 *
 * <p>{@link ayatori.web.charset.CharsetSniffer} finds an {@link ayatori.web.charset.Encoding} as the HTML standard has it:
 * from a byte order mark, else from the HTTP header, else from a {@code meta}, else from the bytes themselves (ADR 19). Names and
 * labels are those of the Encoding Standard.
 */
@NullMarked
package ayatori.web.charset;

import org.jspecify.annotations.NullMarked;
