package ayatori.async;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A variable with a value for each task, which new tasks inherit: Python's {@code ContextVar}.
 *
 * {@snippet :
 * ContextVar<String> user = ContextVar.withDefault("user", "nobody");
 * try (var _ = user.set("Ada")) {
 *     String heard = Async.createTask(() -> user.get()).await(); // "Ada": copied when the task was created
 * }
 * String after = user.get(); // "nobody"
 * }
 *
 * <p>A task starts with a copy of its creator's values, or in the {@link Context} it is given. Its creator does not see
 * what it sets in the copy. {@link Async#toThread}, {@link Async#blocking} and {@link EventLoop#runCoroutineThreadsafe}
 * carry a copy to other threads and back. Callbacks of the loop have no values. A task without values pays nothing.
 *
 * @param <T> what the variable holds
 */
public final class ContextVar<T> {
    /** The context of a body that runs outside of tasks. */
    private static final ThreadLocal<@Nullable Context> OUTSIDE = new ThreadLocal<>();

    private final String name;
    private final @Nullable T defaultValue;

    private ContextVar(String name, @Nullable T defaultValue) {
        this.name = Objects.requireNonNull(name, "name");
        this.defaultValue = defaultValue;
    }

    /**
     * Creates a variable without a value.
     *
     * @param name for people
     * @param <T> what it will hold
     * @return the variable, usually kept in a static final field
     */
    public static <T> ContextVar<T> of(String name) {
        return new ContextVar<>(name, null);
    }

    /**
     * Creates a variable with a default value.
     *
     * @param name for people
     * @param defaultValue what {@link #get} gives where nothing was set
     * @param <T> what it holds
     * @return the variable, usually kept in a static final field
     */
    public static <T> ContextVar<T> withDefault(String name, T defaultValue) {
        return new ContextVar<>(name, Objects.requireNonNull(defaultValue, "defaultValue"));
    }

    /**
     * The value in the current task, or in the body of {@code toThread} or {@code blocking} that runs the caller.
     *
     * @return the value, or the default
     * @throws NoSuchElementException if there is neither
     */
    public T get() {
        return in(current());
    }

    /** The value among some values, or the default. */
    T in(@Nullable Values values) {
        T value = orNull(values);
        if (value == null) {
            throw new NoSuchElementException("the context variable " + name + " has no value here and no default");
        }
        return value;
    }

    /**
     * The value, or another.
     *
     * @param fallback what to give where there is neither a value nor a default
     * @return the value, the default or the fallback
     */
    public T orElse(T fallback) {
        T value = orNull(current());
        return value == null ? fallback : value;
    }

    /**
     * Sets the value for the current task, and for the tasks that it creates from now on.
     *
     * @param value the value
     * @return takes the change back when it is closed or given to {@link #reset}
     * @throws IllegalStateException outside a task, a context and the bodies of {@code toThread} and {@code blocking}
     */
    public Token<T> set(T value) {
        Objects.requireNonNull(value, "value");
        Values before = current();
        bind(Values.with(before, this, value));
        return new Token<>(this, Values.find(before, this));
    }

    /**
     * Undoes a change.
     *
     * @param token what {@link #set} gave for this variable
     * @throws IllegalArgumentException if the token belongs to another variable
     * @throws IllegalStateException if the token was used before
     */
    public void reset(Token<T> token) {
        if (token.variable != this) {
            throw new IllegalArgumentException("the token is of " + token.variable + ", not of " + this);
        }
        token.use();
        bind(Values.with(current(), this, token.before));
    }

    @SuppressWarnings("unchecked") // only values of this variable's type are set for it
    private @Nullable T orNull(@Nullable Values values) {
        Object value = Values.find(values, this);
        return value == null ? defaultValue : (T) value;
    }

    @Override
    public String toString() {
        return "context variable " + name;
    }

    /**
     * The way back to what a variable was before {@link ContextVar#set}.
     *
     * @param <T> what the variable holds
     */
    public static final class Token<T> implements AutoCloseable {
        private final ContextVar<T> variable;
        private final @Nullable Object before;
        private boolean used;

        private Token(ContextVar<T> variable, @Nullable Object before) {
            this.variable = variable;
            this.before = before;
        }

        /** Takes the change back: the same as {@link ContextVar#reset}. */
        @Override
        public void close() {
            variable.reset(this);
        }

        private void use() {
            if (used) {
                throw new IllegalStateException("the token of " + variable + " was used before");
            }
            used = true;
        }
    }

    // ---- the values of a task

    /** Values of several variables: an immutable list, so that copying it for a new task is copying a reference. */
    static final class Values {
        private final ContextVar<?> variable;
        private final Object value;
        private final @Nullable Values others;

        private Values(ContextVar<?> variable, Object value, @Nullable Values others) {
            this.variable = variable;
            this.value = value;
            this.others = others;
        }

        static @Nullable Object find(@Nullable Values values, ContextVar<?> variable) {
            for (Values at = values; at != null; at = at.others) {
                if (at.variable == variable) {
                    return at.value;
                }
            }
            return null;
        }

        /** The same values but for one variable, which gets another or, for null, none. */
        static @Nullable Values with(@Nullable Values values, ContextVar<?> variable, @Nullable Object value) {
            Values others = without(values, variable);
            return value == null ? others : new Values(variable, value, others);
        }

        private static @Nullable Values without(@Nullable Values values, ContextVar<?> variable) {
            if (values == null || values.variable == variable) {
                return values == null ? null : values.others;
            }
            Values others = without(values.others, variable);
            return others == values.others ? values : new Values(values.variable, values.value, others);
        }
    }

    /** The values where the caller runs; null if there are none. */
    static @Nullable Values current() {
        Task<?> task = currentTask();
        return valuesOf(task == null ? OUTSIDE.get() : task.context);
    }

    /** The values of a task's or a thread's context: a {@link Context}, {@link Values}, or null for none. */
    static @Nullable Values valuesOf(@Nullable Object context) {
        return context instanceof Context shared ? shared.values : (Values) context;
    }

    private void bind(@Nullable Values values) {
        Task<?> task = currentTask();
        Object context = task == null ? OUTSIDE.get() : task.context;
        if (context instanceof Context shared) {
            shared.values = values;
        } else if (task != null) {
            task.context = values;
        } else {
            throw new IllegalStateException(this + " is set outside a task: a value belongs to the task that sets it");
        }
    }

    private static @Nullable Task<?> currentTask() {
        EventLoop loop = EventLoop.currentOrNull();
        return loop == null ? null : loop.currentTask();
    }

    /** Runs a body in a context, in the current task or, outside of tasks, in the current thread. */
    static <T extends @Nullable Object> T callIn(Context context, Callable<T> body) throws Exception {
        Task<?> task = currentTask();
        if (task != null) {
            Object before = task.context;
            task.context = context;
            try {
                return body.call();
            } finally {
                task.context = before;
            }
        }
        Context before = OUTSIDE.get();
        OUTSIDE.set(context);
        try {
            return body.call();
        } finally {
            if (before == null) {
                OUTSIDE.remove();
            } else {
                OUTSIDE.set(before);
            }
        }
    }
}
