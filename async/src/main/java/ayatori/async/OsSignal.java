package ayatori.async;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A handler of an operating system signal. Uses {@code sun.misc.Signal} of the module {@code jdk.unsupported}, which has no
 * public alternative. It is called by reflection because javac's warning about it cannot be suppressed.
 *
 * <p>Of several handlers of one signal, the latest is called. When it closes, the one before it is called again, in
 * whatever order they close.
 */
final class OsSignal implements AutoCloseable {
    /** The signals that we have, by name. Guarded by itself. */
    private static final Map<String, Taken> TAKEN = new HashMap<>();

    private final String name;
    private final Runnable action;
    private final Taken taken;

    private OsSignal(String name, Runnable action, Taken taken) {
        this.name = name;
        this.action = action;
        this.taken = taken;
    }

    /**
     * Handles a signal from now on. The JVM calls the action on a new thread each time.
     *
     * @param name the signal's name without {@code SIG}
     * @throws ReflectiveOperationException if this JVM cannot: an image without {@code jdk.unsupported}, {@code -Xrs}, a
     *     signal that does not exist or that the JVM uses itself
     */
    static OsSignal handle(String name, Runnable action) throws ReflectiveOperationException {
        synchronized (TAKEN) {
            Taken taken = TAKEN.get(name);
            if (taken == null) {
                taken = new Taken(name);
                TAKEN.put(name, taken);
            }
            var handler = new OsSignal(name, action, taken);
            taken.handlers.add(handler);
            return handler;
        }
    }

    /**
     * Whether it was neither the JVM's nor the system's to handle before: their handlers are classes of {@code sun.misc}.
     */
    boolean wasSomeoneElses() {
        return taken.before != null && !taken.before.getClass().getName().startsWith("sun.misc.");
    }

    /** Gives the signal back to whoever had it before. A second call does nothing. */
    @Override
    public void close() {
        synchronized (TAKEN) {
            if (taken.handlers.remove(this) && taken.handlers.isEmpty()) {
                TAKEN.remove(name);
                taken.giveBack();
            }
        }
    }

    /** A signal that was taken from its handler, for one or more of ours. */
    private static final class Taken {
        final List<OsSignal> handlers = new CopyOnWriteArrayList<>();
        final @Nullable Object before;
        private final Object signal;
        private final Method handle;

        Taken(String name) throws ReflectiveOperationException {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            signal = signalType.getConstructor(String.class).newInstance(name);
            handle = signalType.getMethod("handle", signalType, handlerType);
            Object handler = Proxy.newProxyInstance(
                    OsSignal.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            heard();
                            return null;
                        }
                        return method.invoke(this, arguments); // equals, hashCode and toString
                    });
            before = handle.invoke(null, signal, handler);
        }

        private void heard() {
            handlers.reversed().stream().findFirst().ifPresent(last -> last.action.run());
        }

        void giveBack() {
            try {
                handle.invoke(null, signal, before);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(signal + " was handled and now cannot be", e);
            }
        }
    }
}
