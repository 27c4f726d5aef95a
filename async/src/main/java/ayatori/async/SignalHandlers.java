package ayatori.async;

import java.util.HashMap;
import java.util.Map;

/** The signal handlers of one loop. Belongs to the loop. */
final class SignalHandlers implements AutoCloseable {
    /** A handler, and what keeps a signal from it that is on its way when the handler is removed. */
    private record Handler(OsSignal signal, Handle callback) {
        void close() {
            signal.close();
            callback.cancel();
        }
    }

    private final EventLoop loop;
    private final Map<String, Handler> handlers = new HashMap<>();

    SignalHandlers(EventLoop loop) {
        this.loop = loop;
    }

    void add(String name, Runnable action) {
        var callback = new Handle(action);
        remove(name);
        try {
            OsSignal signal = OsSignal.handle(name, () -> loop.offer(callback::run));
            handlers.put(name, new Handler(signal, callback));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("this JVM cannot handle a signal " + name, e);
        }
    }

    boolean remove(String name) {
        Handler handler = handlers.remove(name);
        if (handler == null) {
            return false;
        }
        handler.close();
        return true;
    }

    @Override
    public void close() {
        handlers.values().forEach(Handler::close);
        handlers.clear();
    }
}
