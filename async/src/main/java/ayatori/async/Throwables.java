package ayatori.async;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How failures travel: unchanged, and with the later ones suppressed in the first. */
final class Throwables {
    private Throwables() {}

    /**
     * Throws anything as it is; declared to return so that callers can write {@code throw sneaky(e)}.
     *
     * @throws X whatever was given, without being declared
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erasure makes the cast void: that is the trick
    static <X extends Throwable> RuntimeException sneaky(Throwable throwable) throws X {
        throw (X) throwable;
    }

    /** The first of some failures, carrying the others as suppressed; null if there are none. */
    static @Nullable Throwable firstWithSuppressed(List<Throwable> failures) {
        if (failures.isEmpty()) {
            return null;
        }
        Throwable first = failures.getFirst();
        for (Throwable later : failures) {
            suppress(first, later);
        }
        return first;
    }

    /** The first of two failures, either of which may be null, with the second suppressed in it. */
    static @Nullable Throwable both(@Nullable Throwable first, @Nullable Throwable second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        suppress(first, second);
        return first;
    }

    private static void suppress(Throwable first, Throwable later) {
        if (later == first) {
            return;
        }
        // The same exception may have come by two ways.
        for (Throwable known : first.getSuppressed()) {
            if (known == later) {
                return;
            }
        }
        first.addSuppressed(later);
    }
}
