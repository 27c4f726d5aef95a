/**
 * URLs as the <a href="https://url.spec.whatwg.org/">WHATWG URL standard</a> has them.
 *
 * <p>There are two ways in, and they always agree:
 *
 * <ul>
 *   <li>{@link ayatori.web.url.Url} is the value: parse one, ask for its parts, resolve a link against it.
 *   <li>{@link ayatori.web.url.UrlResolver} is the crawler's way: it turns the bytes of one {@code href} after another
 *       into absolute URLs in a buffer that it reuses, without allocating.
 * </ul>
 *
 * <p>Behind both stands the standard's state machine, {@code UrlParser}, which fills a {@code UrlRecord}; hosts go
 * through {@code HostParser} to {@code DomainToAscii}, {@code Ipv4Address} or {@code Ipv6Address}. The resolver has
 * its own short path for ordinary {@code http} and {@code https} links, and hands everything else to that parser.
 * States, errors and percent-encode sets bear the standard's names, so that the code can be read beside it.
 */
@NullMarked
package ayatori.web.url;

import org.jspecify.annotations.NullMarked;
