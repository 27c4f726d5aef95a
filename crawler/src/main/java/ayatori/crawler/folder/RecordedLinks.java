package ayatori.crawler.folder;

import ayatori.crawler.RequisiteRole;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A record of {@code links.jsonl}: where the links of a page stand.
 *
 * @param url the page
 * @param isCut whether it has more links than are recorded
 * @param links its links, in page order, each as often as it is written
 * @param ids the ids of its elements and the names of its anchors
 */
public record RecordedLinks(String url, boolean isCut, List<Place> links, List<String> ids) {
    /** Copies the lists. */
    public RecordedLinks {
        links = List.copyOf(links);
        ids = List.copyOf(ids);
    }

    /**
     * One place of a page at which a URL stands.
     *
     * @param to the canonical URL, without fragment and credentials; null if it is no web address
     * @param problem why there is none: {@code invalid} or {@code too-long}; null if it is a web address, or a URL of another
     *     scheme
     * @param raw the URL as it is written, without credentials, cut off after 2,000 characters
     * @param element the element's name
     * @param attribute the attribute's name
     * @param role what the page needs it for; null for a link, which the page does not load
     * @param text the link's text; null if it has none
     * @param line the line of the element's start tag, from 1
     * @param fragment what stands behind the {@code #}, as it is written; null if there is no {@code #}
     * @param isNofollow whether the page asks not to follow it
     */
    public record Place(
            @Nullable String to,
            @Nullable String problem,
            String raw,
            String element,
            String attribute,
            @Nullable RequisiteRole role,
            @Nullable String text,
            int line,
            @Nullable String fragment,
            boolean isNofollow) {
        static Place of(Fields fields) {
            return new Place(
                    fields.stringIfAny("to"),
                    fields.stringIfAny("problem"),
                    fields.string("raw"),
                    fields.string("element"),
                    fields.string("attribute"),
                    roleOf(fields.stringIfAny("role")),
                    fields.stringIfAny("text"),
                    fields.integer("line"),
                    fields.stringIfAny("fragment"),
                    fields.has("nofollow") && fields.flag("nofollow"));
        }
    }

    /** A role that a later version has added counts as another one. */
    private static @Nullable RequisiteRole roleOf(@Nullable String label) {
        return label == null ? null : Objects.requireNonNullElse(RequisiteRole.ofLabel(label), RequisiteRole.OTHER);
    }

    /** Reads a record, and ignores what it does not know. */
    static RecordedLinks of(JsonNode json) {
        var fields = new Fields(json);
        return new RecordedLinks(
                fields.string("url"),
                fields.has("cut") && fields.flag("cut"),
                fields.objects("links").stream().map(Place::of).toList(),
                fields.strings("ids"));
    }
}
