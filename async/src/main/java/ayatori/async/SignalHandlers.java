package ayatori.async;

import java.util.HashMap;
import java.util.Map;

/** The signals of the operating system that a loop's callbacks hear of. Belongs to the loop. */
final class SignalHandlers implements AutoCloseable {
    private final EventLoop loop;
    private final Map<String, OsSignal> handlers = new HashMap<>();

    SignalHandlers(EventLoop loop) {
        this.loop = loop;
    }

    void add(String name, Runnable callback) {
        remove(name);
        try {
            handlers.put(name, OsSignal.handle(name, () -> loop.offer(callback)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("this JVM cannot handle a signal " + name, e);
        }
    }

    boolean remove(String name) {
        OsSignal handler = handlers.remove(name);
        if (handler == null) {
            return false;
        }
        handler.close();
        return true;
    }

    @Override
    public void close() {
        handlers.values().forEach(OsSignal::close);
        handlers.clear();
    }
}
