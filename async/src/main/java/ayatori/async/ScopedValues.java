package ayatori.async;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Takes the scoped values that {@link RunOptions#scopedValues} names from a task to those it creates. */
final class ScopedValues {
    private ScopedValues() {}

    /** The bindings that the caller sees; null if it sees none of them. */
    static ScopedValue.@Nullable Carrier bound(List<ScopedValue<?>> values) {
        ScopedValue.Carrier bound = null;
        for (ScopedValue<?> value : values) {
            if (value.isBound()) {
                bound = and(bound, value);
            }
        }
        return bound;
    }

    private static <V> ScopedValue.Carrier and(ScopedValue.@Nullable Carrier others, ScopedValue<V> value) {
        return others == null ? ScopedValue.where(value, value.get()) : others.where(value, value.get());
    }

    /** The coroutine, seeing what the caller sees wherever it will run. */
    static <T extends @Nullable Object> Awaitable<T> inherited(List<ScopedValue<?>> values, Awaitable<T> body) {
        ScopedValue.Carrier bound = body instanceof Promise<?> ? null : bound(values);
        if (bound == null) {
            return body;
        }
        Awaitable<T> seeing = () -> bound.call(body::await);
        return body instanceof Coroutine<?> named ? new Coroutine<>(named.name(), seeing) : seeing;
    }

    /** The body of another thread, seeing what the caller sees. */
    static <T extends @Nullable Object> Callable<T> inherited(List<ScopedValue<?>> values, Callable<T> body) {
        ScopedValue.Carrier bound = bound(values);
        return bound == null ? body : () -> bound.call(body::call);
    }
}
