package ayatori.async;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C while a program runs: the first cancels its main task, the second ends the process as an unhandled one would, and
 * the third without further ado.
 *
 * <p>A shutdown hook, the way that Java documents, cannot do that: when it runs the process is ending already, so a main
 * task that bears the cancellation could not go on, the logger's own hook runs beside it, and a second Ctrl-C does
 * nothing. {@code sun.misc.Signal}, which the module {@code jdk.unsupported} exports to everyone, can. It is called by
 * reflection, because javac warns of every mention of it and cannot be told not to.
 */
final class CtrlC implements AutoCloseable {
    /** What a process ended by SIGINT gives to its shell. */
    private static final int EXIT_CODE = 130;

    private final Runnable first;
    private final Object signal;
    private final Method handle;
    private @Nullable Object before;
    private final AtomicInteger heard = new AtomicInteger();

    private CtrlC(Runnable first) throws ReflectiveOperationException {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        this.first = first;
        signal = signalType.getConstructor(String.class).newInstance("INT");
        handle = signalType.getMethod("handle", signalType, handlerType);
        Object handler = Proxy.newProxyInstance(
                CtrlC.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        heard();
                        return null;
                    }
                    return method.invoke(this, arguments); // equals, hashCode and toString
                });
        before = handle.invoke(null, signal, handler);
    }

    /**
     * Listens from now on, if that is the runtime's business: on the program's main thread, and while nobody else handles
     * Ctrl-C. Null otherwise.
     */
    static @Nullable CtrlC whileMainThreadRuns(Runnable first) {
        if (!Thread.currentThread().getName().equals("main")) {
            return null;
        }
        try {
            var ctrlC = new CtrlC(first);
            if (ctrlC.isSomeoneElses()) {
                ctrlC.close();
                return null;
            }
            return ctrlC;
        } catch (ReflectiveOperationException e) {
            return null; // an image without jdk.unsupported, or -Xrs: then Ctrl-C does what it does
        }
    }

    /** The JVM's own handler comes wrapped in a class of {@code sun.misc}. */
    private boolean isSomeoneElses() {
        return before != null && !before.getClass().getName().startsWith("sun.misc.");
    }

    /** On a new thread of the JVM's own each time, so that an exit that hangs in a hook does not keep the next from coming. */
    private void heard() {
        switch (heard.incrementAndGet()) {
            case 1 -> first.run();
            case 2 -> System.exit(EXIT_CODE);
            default -> Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    /** Gives Ctrl-C back to whoever had it before. */
    @Override
    public void close() {
        try {
            handle.invoke(null, signal, before);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Ctrl-C was handled and now cannot be", e);
        }
    }
}
