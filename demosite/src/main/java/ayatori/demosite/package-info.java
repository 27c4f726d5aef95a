/**
 * A small web site for demonstrations and tests: the Museum of String Figures, a few hundred pages on loopback, with
 * a corner for each difficulty of the real web.
 *
 * <p>A {@link ayatori.demosite.DemoSite} is two hosts. The museum itself is at {@code 127.0.0.1}; its annex is at
 * {@code localhost}, on another port, and asks for a Crawl-delay of one second. Every page is made from a fixed text,
 * so two sites serve the same bytes. The only state is the number of requests for each URL, for the pages that fail at
 * first.
 *
 * <p>Each difficulty is declared once, in a {@code Corner}: the path, the server's answer, the outcome of a correct crawl
 * and the reason. The site's own {@code /about} page and {@link ayatori.demosite.DemoSite#expectations()} are
 * both generated from it.
 */
@NullMarked
package ayatori.demosite;

import org.jspecify.annotations.NullMarked;
