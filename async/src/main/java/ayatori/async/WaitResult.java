package ayatori.async;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Async#wait(java.util.Collection)} found; both sets in the order in which the awaitables were given.
 *
 * {@snippet :
 * Task<String> page = Async.createTask(() -> fetch("https://example.org/"));
 * WaitResult<String> soon = Async.wait(List.of(page), ReturnWhen.ALL_COMPLETED, Duration.ofMillis(10));
 * assert soon.done().isEmpty() && soon.pending().contains(page);
 * }
 *
 * @param done what has ended: with a result, an exception, or cancelled
 * @param pending what has not
 * @param <T> what they give
 */
public record WaitResult<T extends @Nullable Object>(Set<Promise<T>> done, Set<Promise<T>> pending) {
    /** Makes both sets unmodifiable. */
    public WaitResult {
        done = Collections.unmodifiableSet(new LinkedHashSet<>(done));
        pending = Collections.unmodifiableSet(new LinkedHashSet<>(pending));
    }
}
