package ayatori.crawler.extract;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks properties up in parsed JSON-LD: in the objects at its top, in lists, and in {@code @graph}. */
final class JsonLd {
    private JsonLd() {}

    /** The first text of a property; null if there is none. */
    static @Nullable String text(@Nullable Object value, String property) {
        return value(value, property) instanceof String text ? text : null;
    }

    /** The first text of a property, or the name of the object that it is; null if there is none. */
    static @Nullable String name(@Nullable Object value, String property) {
        return nameOf(value(value, property));
    }

    private static @Nullable String nameOf(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case List<?> list when !list.isEmpty() -> nameOf(list.getFirst());
            case Map<?, ?> map -> map.get("name") instanceof String name ? name : null;
            case null, default -> null;
        };
    }

    private static @Nullable Object value(@Nullable Object value, String property) {
        if (value instanceof List<?> list) {
            for (Object element : list) {
                Object found = value(element, property);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return null;
        }
        Object own = map.get(property);
        return own == null ? value(map.get("@graph"), property) : own;
    }
}
