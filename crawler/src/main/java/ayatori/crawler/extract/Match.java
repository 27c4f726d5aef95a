package ayatori.crawler.extract;

import org.jspecify.annotations.Nullable;

/**
 * One place of a page that a selector matched.
 *
 * @param where a CSS selector that leads to the element, or the offset of a regular expression's match; empty for what has no
 *     place, such as a number that XPath counted
 * @param line the line of the element in the source, from 1; 0 if it is not known
 * @param value what the output part takes from there, before filters; null if there is nothing
 */
public record Match(String where, int line, @Nullable String value) {}
