package ayatori.crawler;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How items are named. */
final class Items {
    private Items() {}

    /** The simple name of an item's class with a small first letter; {@code item} for a map or JSON. */
    static String nameOf(Object item) {
        String type = item instanceof Map || item instanceof JsonNode
                ? ""
                : item.getClass().getSimpleName();
        return type.isEmpty() ? "item" : Character.toLowerCase(type.charAt(0)) + type.substring(1);
    }
}
