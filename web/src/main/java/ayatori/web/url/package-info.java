/**
 * URLs by the <a href="https://url.spec.whatwg.org/">WHATWG URL standard</a>.
 *
 * <p>There are two entry points, which always agree:
 *
 * <ul>
 *   <li>{@link ayatori.web.url.Url} is the value: parse one, ask for its parts, resolve a link against it.
 *   <li>{@link ayatori.web.url.UrlResolver} is for crawlers: it turns the bytes of one {@code href} after another into
 *       absolute URLs in a buffer that it reuses, without allocating. Every URL on a page goes through it.
 * </ul>
 *
 * <p>Both use the standard's state machine, {@code UrlParser}, which fills a {@code UrlRecord}; {@code HostParser} passes
 * hosts to {@code DomainToAscii}, {@code Ipv4Address} or {@code Ipv6Address}. The resolver has a fast path for ordinary
 * {@code http} and {@code https} links, and passes everything else to that parser. States, errors and percent-encode sets
 * have the standard's names, so that the code can be read beside it. Queries are encoded by {@code ayatori.web.charset}.
 */
@NullMarked
package ayatori.web.url;

import org.jspecify.annotations.NullMarked;
