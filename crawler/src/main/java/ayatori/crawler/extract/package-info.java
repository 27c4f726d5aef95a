/**
 * Takes content out of pages: fields by selectors, rules from a TOML file, metadata. Everything here is a pure function of one page
 * and does not depend on the crawl.
 *
 * <p>The life of a value: a {@link ayatori.crawler.extract.FieldSpec} is compiled once, when a crawl is built. For each page,
 * {@link ayatori.crawler.extract.ParsedPage} holds the body and parses it at most once, when a selector asks for the DOM. The
 * selector gives matches, the output part turns matches into text, and filters turn text into the value: null, text, a number,
 * a boolean or a list. A page of any size and any content gives values of bounded size; only memory that runs out is an exception.
 */
@NullMarked
package ayatori.crawler.extract;

import org.jspecify.annotations.NullMarked;
