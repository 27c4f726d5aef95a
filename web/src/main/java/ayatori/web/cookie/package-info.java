/**
 * Cookies by RFC 6265bis: which ones a server may set, and which ones are sent back.
 *
 * <p>A {@code Set-Cookie} line is parsed ({@link ayatori.web.cookie.SetCookie}), checked against the host it came from and
 * the public suffix list, and kept in a {@link ayatori.web.cookie.CookieJar}, which is asked for each request what to send.
 * Section numbers in this package are those of draft-ietf-httpbis-rfc6265bis-22.
 */
@NullMarked
package ayatori.web.cookie;

import org.jspecify.annotations.NullMarked;
