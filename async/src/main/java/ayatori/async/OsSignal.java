package ayatori.async;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A signal of the operating system, handled by us: {@code sun.misc.Signal}, which the module {@code jdk.unsupported} exports
 * to everyone and which is the only way. It is called by reflection, because javac warns of every mention of it and cannot
 * be told not to.
 */
final class OsSignal implements AutoCloseable {
    private final Object signal;
    private final Method handle;
    private final @Nullable Object before;

    private OsSignal(String name, Runnable action) throws ReflectiveOperationException {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        signal = signalType.getConstructor(String.class).newInstance(name);
        handle = signalType.getMethod("handle", signalType, handlerType);
        Object handler = Proxy.newProxyInstance(
                OsSignal.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        action.run();
                        return null;
                    }
                    return method.invoke(this, arguments); // equals, hashCode and toString
                });
        before = handle.invoke(null, signal, handler);
    }

    /**
     * Handles a signal from now on, on a new thread of the JVM's own each time.
     *
     * @param name the signal's name without {@code SIG}
     * @throws ReflectiveOperationException if this JVM cannot: an image without {@code jdk.unsupported}, {@code -Xrs}, a
     *     signal that there is not or that is the JVM's
     */
    static OsSignal handle(String name, Runnable action) throws ReflectiveOperationException {
        return new OsSignal(name, action);
    }

    /** Whether it was neither the JVM's nor the system's to handle before: their handlers are classes of {@code sun.misc}. */
    boolean wasSomeoneElses() {
        return before != null && !before.getClass().getName().startsWith("sun.misc.");
    }

    /** Gives the signal back to whoever had it before. */
    @Override
    public void close() {
        try {
            handle.invoke(null, signal, before);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(signal + " was handled and now cannot be", e);
        }
    }
}
