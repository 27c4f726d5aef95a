package ayatori.crawler.record;

import ayatori.crawler.RequisiteRole;
import ayatori.crawler.read.LinkPlace;
import ayatori.crawler.read.PagePlaces;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The record of a page's links: a line of {@code links.jsonl}. */
public final class LinksRecord {
    private LinksRecord() {}

    /** Writes the links of a page as a line. */
    public static void writeJson(JsonLines out, String url, PagePlaces places) {
        JsonGenerator json = out.generator();
        json.writeStartObject();
        json.writeStringProperty("url", url);
        if (places.isCut()) {
            json.writeBooleanProperty("cut", true);
        }
        json.writeArrayPropertyStart("links");
        for (LinkPlace place : places.links()) {
            write(json, place);
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("ids");
        places.ids().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
        out.endLine();
    }

    private static void write(JsonGenerator json, LinkPlace place) {
        json.writeStartObject();
        optional(json, "to", place.to());
        optional(json, "problem", place.problem());
        json.writeStringProperty("raw", place.raw());
        json.writeStringProperty("element", place.element());
        json.writeStringProperty("attribute", place.attribute());
        RequisiteRole role = place.role();
        optional(json, "role", role == null ? null : role.label());
        optional(json, "text", place.text());
        json.writeNumberProperty("line", place.line());
        optional(json, "fragment", place.fragment());
        if (place.isNofollow()) {
            json.writeBooleanProperty("nofollow", true);
        }
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }
}
