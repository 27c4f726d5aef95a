package ayatori.export.where;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Operators that compare two values. */
enum Comparison {
    EQUAL("="),
    UNEQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">=");

    private final String symbol;

    Comparison(String symbol) {
        this.symbol = symbol;
    }

    static @Nullable Comparison of(String symbol) {
        String usual = switch (symbol) {
            case "==" -> "=";
            case "<>" -> "!=";
            default -> symbol;
        };
        for (Comparison comparison : values()) {
            if (comparison.symbol.equals(usual)) {
                return comparison;
            }
        }
        return null;
    }

    /** False if one of the values is missing, or they are of different types; of a list, whether it holds for any element. */
    boolean holds(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Iterable<?> elements) {
            for (Object element : elements) {
                if (holds(element, right)) {
                    return true;
                }
            }
            return false;
        }
        if (left == null || right == null) {
            return false;
        }
        Integer order = order(left, right);
        if (order == null) {
            return this == UNEQUAL;
        }
        return switch (this) {
            case EQUAL -> order == 0;
            case UNEQUAL -> order != 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case MORE -> order > 0;
            case AT_LEAST -> order >= 0;
        };
    }

    /** Null if the values cannot be compared. */
    private static @Nullable Integer order(Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return Long.compare(a, b);
        }
        if (left instanceof Number a && right instanceof Number b) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        if (left instanceof String a && right instanceof String b) {
            return Integer.signum(a.compareTo(b));
        }
        if (left instanceof Instant a && right instanceof Instant b) {
            return a.compareTo(b);
        }
        if (left instanceof Boolean a && right instanceof Boolean b) {
            return a.compareTo(b);
        }
        return null;
    }
}
