package ayatori.async;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions of a loop's promises that have not been retrieved, in order of time. One whose promise is forgotten is
 * reported when the garbage collector has found that out; the others when the loop ends.
 *
 * <p>Python reports a lost exception when the future's reference count falls to zero. Here only a promise that fails has
 * that cost: its outcome is a {@link Failure}, a weak reference to the promise itself. Belongs to the loop.
 */
final class UnretrievedExceptions {
    /** How a promise ended that failed: its exception, and whether that is still to be asked for. */
    static final class Failure extends WeakReference<Promise<?>> {
        private final Throwable exception;
        private final String promise;
        private @Nullable Set<Failure> watched;

        private Failure(
                Promise<?> promise, Throwable exception, ReferenceQueue<Promise<?>> forgotten, Set<Failure> watched) {
            super(promise, forgotten);
            this.exception = exception;
            this.promise = promise instanceof Task<?> task ? "task " + task.name() : "a promise";
            this.watched = watched;
        }

        /** The exception, for someone who asked: from now on it is not lost. */
        Throwable retrieve() {
            if (watched != null) {
                watched.remove(this);
                watched = null;
            }
            return exception;
        }

        /** The exception, for the runtime's own texts. */
        Throwable peek() {
            return exception;
        }
    }

    private final EventLoop loop;
    private final ReferenceQueue<Promise<?>> forgotten = new ReferenceQueue<>();
    private final Set<Failure> watched = new LinkedHashSet<>();

    UnretrievedExceptions(EventLoop loop) {
        this.loop = loop;
    }

    Failure watch(Promise<?> promise, Throwable exception) {
        reportForgotten();
        var failure = new Failure(promise, exception, forgotten, watched);
        watched.add(failure);
        return failure;
    }

    /** Reports those whose promise is gone, so that nobody can ask any more. */
    void reportForgotten() {
        if (watched.isEmpty()) {
            return;
        }
        for (Reference<?> gone; (gone = forgotten.poll()) != null; ) {
            if (gone instanceof Failure failure && failure.watched != null) {
                report(failure);
            }
        }
    }

    /** Reports all that are left: the loop is ending. */
    void reportAll() {
        List.copyOf(watched).forEach(this::report);
    }

    private void report(Failure failure) {
        Promise<?> promise = failure.get();
        loop.callExceptionHandler(new ExceptionContext(
                "the exception of " + failure.promise + " was never retrieved", failure.retrieve(), promise));
    }
}
