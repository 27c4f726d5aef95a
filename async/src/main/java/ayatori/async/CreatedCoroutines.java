package ayatori.async;

import java.lang.ref.Cleaner;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The coroutines that were created by {@link Async#coroutine} in debug mode and have been neither awaited nor made a task.
 * One is reported when the garbage collector finds that nobody can await it any more, and at the latest when the loop ends.
 *
 * <p>A lambda that is not a {@link Coroutine} cannot be tracked: its creation runs no code of ours.
 */
final class CreatedCoroutines {
    /** Started with the first coroutine in debug mode. */
    private static final class Collected {
        static final Cleaner CLEANER = Cleaner.create(
                Thread.ofPlatform().daemon().name("ayatori-coroutines").factory());
    }

    /** What is remembered of a coroutine; it must not hold the coroutine. */
    private record Trace(String name, List<StackTraceElement> created, Object identity) {}

    /** A body that tells when it is used. */
    private static final class Watched<T extends @Nullable Object> implements Awaitable<T> {
        private final Awaitable<T> body;
        private final Runnable used;

        Watched(Awaitable<T> body, Runnable used) {
            this.body = body;
            this.used = used;
        }

        @Override
        public T await() throws Exception {
            used.run();
            return body.await();
        }
    }

    private final EventLoop loop;

    /** The loop adds; the loop and the cleaner's thread take out. */
    private final Set<Trace> unused = ConcurrentHashMap.newKeySet();

    CreatedCoroutines(EventLoop loop) {
        this.loop = loop;
    }

    /** Wraps the body of a new coroutine. */
    <T extends @Nullable Object> Awaitable<T> watch(String name, Awaitable<T> body) {
        var trace = new Trace(name, Stacks.here(), new Object());
        unused.add(trace);
        var watched = new Watched<T>(body, () -> unused.remove(trace));
        Collected.CLEANER.register(watched, () -> {
            if (unused.contains(trace)) {
                loop.offer(() -> reportOnce(trace));
            }
        });
        return watched;
    }

    /** A coroutine was made a task, or refused with an error: it need not be awaited any more. */
    static void used(Awaitable<?> awaitable) {
        if (awaitable instanceof Coroutine<?>(String name, Watched<?> watched)) {
            watched.used.run();
        }
    }

    void reportAll() {
        for (Trace trace : unused) {
            reportOnce(trace);
        }
    }

    private void reportOnce(Trace trace) {
        if (unused.remove(trace)) {
            loop.callExceptionHandler(new ExceptionContext(
                    "the coroutine " + trace.name + " was never awaited; it was created" + Stacks.text(trace.created),
                    null,
                    null));
        }
    }
}
