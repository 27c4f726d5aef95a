package ayatori.async;

import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Prints the task trees of all loops to standard error when the process gets a signal: the one that the system property
 * {@code ayatori.tasks.signal} names, such as {@code USR1}.
 *
 * <p>It has to be asked for, since the signals of a process belong to its program. SIGQUIT, which would be the natural one,
 * belongs to the JVM for its thread dump, and so does SIGUSR2. A signal can be handled only through
 * {@code sun.misc.Signal} in the optional module {@code jdk.unsupported}; javac warns of every mention of it, hence
 * reflection.
 */
final class TaskSignal {
    private static final String PROPERTY = "ayatori.tasks.signal";

    static {
        String signal = System.getProperty(PROPERTY, "");
        if (!signal.isEmpty()) {
            install(signal);
        }
    }

    private TaskSignal() {}

    /** Installs the handler if one is wanted; the first call does it. */
    static void prepare() {}

    private static void install(String name) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            Object handler = Proxy.newProxyInstance(
                    TaskSignal.class.getClassLoader(),
                    new Class<?>[] {handlerType},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "handle" -> print();
                        case "equals" -> proxy == arguments[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> "task trees on " + name;
                    });
            var _ = signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "the system property " + PROPERTY + " names a signal that this JVM cannot handle: " + name, e);
        }
    }

    /** On a thread of the JVM's own. */
    private static @Nullable Object print() {
        System.err.print(RunningLoops.describe());
        System.err.flush();
        return null;
    }
}
