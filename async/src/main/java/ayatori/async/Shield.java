package ayatori.async;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code shield}: an outer promise that can be cancelled without cancelling the inner one it speaks for. */
final class Shield {
    private Shield() {}

    static <T extends @Nullable Object> Promise<T> shield(Awaitable<? extends T> awaitable) {
        Promise<T> inner = Waiting.promise(EventLoop.here(), awaitable);
        if (inner.done()) {
            return inner;
        }
        Promise<T> outer = new Wait<>(inner.loop, Wait.on("a shielded promise", inner));
        Consumer<Promise<T>> passOn = done -> passOn(done, outer);
        inner.addDoneCallback(passOn);
        return outer;
    }

    private static <T extends @Nullable Object> void passOn(Promise<T> inner, Promise<T> outer) {
        if (outer.cancelled()) {
            if (inner.failed()) {
                inner.loop.callExceptionHandler(new ExceptionContext(
                        "a shielded awaitable failed after its awaiter was cancelled", inner.exception(), inner));
            }
        } else {
            inner.copyTo(outer);
        }
    }
}
