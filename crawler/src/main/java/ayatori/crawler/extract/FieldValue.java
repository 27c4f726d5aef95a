package ayatori.crawler.extract;

import org.jspecify.annotations.Nullable;

/**
 * What a field is on one page.
 *
 * @param value null, or a {@link String}, a {@link Long}, a {@link java.math.BigDecimal}, a {@link Boolean}, a {@link
 *     java.util.List} of such values, or what JSON text says ({@link java.util.Map}s with text keys too)
 * @param misfit the filter that something did not fit, such as {@code number} for text without digits; null if all fitted
 */
public record FieldValue(@Nullable Object value, @Nullable String misfit) {
    /** Nothing matched. */
    static final FieldValue MISSING = new FieldValue(null, null);
}
