package ayatori.check.find;

import java.util.List;

/**
 * Something that is wrong, with all places at which it stands.
 *
 * @param kind what is wrong
 * @param target the URL that it is about, with its fragment if that is wrong
 * @param detail a few words, such as {@code 404 Not Found}
 * @param chain the redirects that lead on from the target, in a row; empty if there is none
 * @param places where it stands, in the order of the crawl; none for a page that no page links to
 * @param placeCount how many places there are; more than are listed if there are very many
 */
public record Finding(
        FindingKind kind, String target, String detail, List<String> chain, List<Place> places, long placeCount) {
    /** Copies the lists. */
    public Finding {
        chain = List.copyOf(chain);
        places = List.copyOf(places);
    }

    /** The same with other places. */
    public Finding with(List<Place> otherPlaces, long otherCount) {
        return new Finding(kind, target, detail, chain, otherPlaces, otherCount);
    }
}
