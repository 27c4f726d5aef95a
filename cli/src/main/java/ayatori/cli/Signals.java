package ayatori.cli;

import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * Handles signals by {@code sun.misc.Signal}, which the module {@code jdk.unsupported} exports. It is called by reflection, because
 * javac warns of each direct use and the warning cannot be suppressed.
 */
final class Signals {

    private Signals() {}

    /**
     * Installs a handler, which runs on a thread of the JVM.
     *
     * @param name the signal's name without {@code SIG}
     * @param action takes the signal's number
     * @return restores the previous handler
     */
    static Runnable handle(String name, IntConsumer action) {
        return handle(name, action, false);
    }

    /** As {@link #handle(String, IntConsumer)}, but leaves a signal alone that this process was started to ignore. */
    static Runnable handleUnlessIgnored(String name, IntConsumer action) {
        return handle(name, action, true);
    }

    /** Has this process ignore a signal from now on. */
    static void ignore(String name) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            signalType
                    .getMethod("handle", signalType, handlerType)
                    .invoke(
                            null,
                            signalType.getConstructor(String.class).newInstance(name),
                            handlerType.getField("SIG_IGN").get(null));
        } catch (ReflectiveOperationException _) {
            // This system has no such signal, or the JVM leaves it alone (-Xrs).
        }
    }

    @SuppressWarnings("ReferenceEquality") // identity is its equality
    private static Runnable handle(String name, IntConsumer action, boolean leavesIgnored) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            var register = signalType.getMethod("handle", signalType, handlerType);
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            int number = (int) signalType.getMethod("getNumber").invoke(signal);
            Object handler = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        return switch (method.getName()) {
                            case "handle" -> {
                                action.accept(number);
                                yield null;
                            }
                            case "equals" -> proxy == arguments[0];
                            case "hashCode" -> System.identityHashCode(proxy);
                            default -> "handler of " + name;
                        };
                    });
            Object before = register.invoke(null, signal, handler);
            if (leavesIgnored && before == handlerType.getField("SIG_IGN").get(null)) {
                register.invoke(null, signal, before);
                return () -> {};
            }
            return () -> {
                try {
                    register.invoke(null, signal, before);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("SIG" + name + " was handled and now cannot be", e);
                }
            };
        } catch (ReflectiveOperationException _) {
            // This system has no such signal, or the JVM leaves it alone (-Xrs): its default action stays.
            return () -> {};
        }
    }
}
