package ayatori.crawler.read;

import java.util.List;

/**
 * All places of a page at which a URL stands, and what fragments may refer to.
 *
 * @param links the places, in page order
 * @param ids the ids of its elements and the names of its anchors, in page order, each once
 * @param isCut whether there are more than are kept
 */
public record PagePlaces(List<LinkPlace> links, List<String> ids, boolean isCut) {}
