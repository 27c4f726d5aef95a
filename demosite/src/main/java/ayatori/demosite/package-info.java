/**
 * A small web site for demonstrations and tests: the Museum of String Figures, a few hundred pages on loopback, with
 * a corner for each thing that makes the real web hard to crawl.
 *
 * <p>A {@link ayatori.demosite.DemoSite} is two hosts. The museum itself is at {@code 127.0.0.1}; its annex is at
 * {@code localhost}, on another port, and asks for a Crawl-delay of one second. Every page is made from a fixed text,
 * so two sites serve the same bytes; the only state is how often a URL was asked for, which the pages that fail at
 * first need.
 *
 * <p>Each special thing is declared once, in a {@code Corner}: the path, how the server answers, what a correct crawl
 * makes of it and why. The site's own {@code /about} page and {@link ayatori.demosite.DemoSite#expectations()} are both
 * read from there.
 */
@NullMarked
package ayatori.demosite;

import org.jspecify.annotations.NullMarked;
