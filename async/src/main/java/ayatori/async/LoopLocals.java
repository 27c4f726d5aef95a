package ayatori.async;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What libraries keep for one loop: an object of each type, made on first use. */
final class LoopLocals {
    private final EventLoop loop;

    /** In the order in which they were made. */
    private final Map<Class<?>, Object> objects = new LinkedHashMap<>();

    LoopLocals(EventLoop loop) {
        this.loop = loop;
    }

    <T> T get(Class<T> type, Function<? super EventLoop, ? extends T> factory) {
        Object known = objects.get(type);
        if (known != null) {
            return type.cast(known);
        }
        T made = factory.apply(loop);
        objects.put(type, made);
        return made;
    }

    /** Closes what can be closed, as callbacks of the loop. */
    void close() {
        for (Object object : objects.values()) {
            if (object instanceof AutoCloseable closeable) {
                loop.passes().run((Runnable) () -> close(closeable));
            }
        }
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw Throwables.sneaky(e);
        }
    }
}
