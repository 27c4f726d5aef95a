package ayatori.async;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A promise that the runtime itself makes for a task to wait with; it knows what for, so that reports can tell. */
final class Wait<T extends @Nullable Object> extends Promise<T> {
    /** What is waited for. Its text is for people: "waits for …". */
    interface For {
        /** The promises that end the wait when they are done, or some of them; empty if no promise does. */
        Collection<? extends Promise<?>> promises();
    }

    /** What a text says, and the promises behind it. */
    private record Plain(String text, List<Promise<?>> promises) implements For {
        @Override
        public String toString() {
            return text;
        }
    }

    static final For CANCELLATION = new Plain("nothing but its cancellation", List.of());
    static final For OTHER_THREAD = new Plain("another thread", List.of());

    /** What one promise stands behind. */
    static For on(String text, Promise<?> promise) {
        return new Plain(text, List.of(promise));
    }

    private final For what;

    Wait(EventLoop loop, For what) {
        super(loop);
        this.what = what;
    }

    For what() {
        return what;
    }

    @Override
    public String toString() {
        return what.toString();
    }
}
