package ayatori.crawler.extract;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The types of a component that is one value. */
enum Scalar {
    STRING(null, String.class),
    INT("number", int.class, Integer.class),
    LONG("number", long.class, Long.class),
    DOUBLE("number", double.class, Double.class),
    BIG_DECIMAL("number", BigDecimal.class),
    BOOLEAN(null, boolean.class, Boolean.class),
    LOCAL_DATE("date", LocalDate.class),
    URI_REFERENCE("url", URI.class);

    static final String NAMES = "a String, int, long, double, BigDecimal, boolean, LocalDate, URI";

    private static final int DATE_CHARS = "2026-11-28".length();

    private final @Nullable String filter;
    private final Class<?> type;

    /** The type itself, or the class that wraps it. */
    private final Class<?> wrapper;

    Scalar(@Nullable String filter, Class<?> type) {
        this(filter, type, type);
    }

    Scalar(@Nullable String filter, Class<?> type, Class<?> wrapper) {
        this.filter = filter;
        this.type = type;
        this.wrapper = wrapper;
    }

    /** The scalar of a type; null if it is none. */
    static @Nullable Scalar of(Type type) {
        for (Scalar scalar : values()) {
            if (type == scalar.type || type == scalar.wrapper) {
                return scalar;
            }
        }
        return null;
    }

    /** The filter that makes its value of text; null for none. */
    @Nullable String filter() {
        return filter;
    }

    /** Converts what the filter gives; null if it does not fit. */
    @Nullable Object convert(Object value) {
        try {
            return switch (this) {
                case STRING -> Texts.of(value);
                case INT -> decimal(value).intValueExact();
                case LONG -> decimal(value).longValueExact();
                case DOUBLE -> decimal(value).doubleValue();
                case BIG_DECIMAL -> decimal(value);
                case BOOLEAN -> !Boolean.FALSE.equals(value);
                case LOCAL_DATE -> {
                    String text = Texts.of(value);
                    yield LocalDate.parse(text.substring(0, Math.min(text.length(), DATE_CHARS)));
                }
                case URI_REFERENCE -> URI.create(Texts.of(value));
            };
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    private static BigDecimal decimal(Object value) {
        return value instanceof BigDecimal decimal ? decimal : new BigDecimal(Texts.of(value));
    }

    @Override
    public String toString() {
        return "a" + (this == INT ? "n " : " ") + type.getSimpleName();
    }
}
