package ayatori.crawler.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One step that a value goes through.
 *
 * @param name as it is written in a rule
 * @param step makes the next value; null for what does not fit. It may get null and lists only if {@code isForLists}
 * @param isForLists whether it takes the value as it is; else it takes text and the like, each element of a list for itself
 */
record Filter(String name, BiFunction<@Nullable Object, ParsedPage, @Nullable Object> step, boolean isForLists) {
    @Nullable Object apply(@Nullable Object value, ParsedPage page) {
        if (isForLists) {
            return step.apply(value, page);
        }
        if (value instanceof List<?> list) {
            List<Object> kept = new ArrayList<>(list.size());
            for (Object element : list) {
                Object filtered = step.apply(element, page);
                if (filtered instanceof List<?> several) {
                    kept.addAll(several);
                } else if (filtered != null) {
                    kept.add(filtered);
                }
            }
            return kept.isEmpty() ? null : kept;
        }
        return value == null ? null : step.apply(value, page);
    }
}
