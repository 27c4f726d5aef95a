package ayatori.check.find;

import org.jspecify.annotations.Nullable;

/**
 * Where a finding stands.
 *
 * @param page the page
 * @param line the line, from 1
 * @param element the element's name
 * @param text the link's text, or the alternative text of the image; null if it has none
 * @param raw the URL as it is written
 */
public record Place(
        String page, int line, String element, @Nullable String text, String raw) {}
