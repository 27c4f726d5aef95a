package ayatori.async;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of all context variables at one place in a program: Python's {@code contextvars.Context}.
 *
 * {@snippet :
 * ContextVar<String> user = ContextVar.withDefault("user", "nobody");
 * Context context = Async.copyContext();
 * context.run(() -> user.set("Ada")); // nothing changes outside the context
 * Async.createTask(() -> System.out.println(user.get()), context).await(); // Ada
 * }
 *
 * <p>A task that is created with a context uses it and does not copy it: what the task sets is seen in the context, and by
 * other tasks of the same context. A context is used by one loop at a time.
 */
public final class Context {
    ContextVar.@Nullable Values values;

    Context(ContextVar.@Nullable Values values) {
        this.values = values;
    }

    /**
     * The value of a variable in this context.
     *
     * @param variable the variable
     * @param <T> what it holds
     * @return the value, or the variable's default
     * @throws java.util.NoSuchElementException if there is neither
     */
    public <T> T get(ContextVar<T> variable) {
        return variable.in(values);
    }

    /**
     * Runs a body in this context, in the current task or thread. What the body sets, it sets in this context.
     *
     * @param body what runs; inside a task it may await
     * @param <T> what it gives
     * @return its result
     * @throws Exception what it threw, the same object
     */
    public <T extends @Nullable Object> T run(Awaitable<T> body) throws Exception {
        Objects.requireNonNull(body, "body");
        return ContextVar.callIn(this, body::await);
    }

    /**
     * Runs a body without a result in this context, as {@link #run(Awaitable)}.
     *
     * @param body what runs
     * @throws Exception what it threw, the same object
     */
    public void run(Action body) throws Exception {
        run(body.awaitable());
    }
}
