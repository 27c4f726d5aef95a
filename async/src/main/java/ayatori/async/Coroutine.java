package ayatori.async;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine with a name: a body that runs when it is awaited or made a task, and a name for its task and for people.
 *
 * {@snippet :
 * Coroutine<String> greeting = Async.coroutine("greeting", () -> "Hello");
 * Task<String> task = Async.createTask(greeting); // task.name() is "greeting"
 * }
 *
 * @param name the name its task gets
 * @param body what runs
 * @param <T> what the body gives
 */
public record Coroutine<T extends @Nullable Object>(String name, Awaitable<T> body) implements Awaitable<T> {
    /** Checks that both are there. */
    public Coroutine {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(body, "body");
    }

    @Override
    public T await() throws Exception {
        return body.await();
    }
}
