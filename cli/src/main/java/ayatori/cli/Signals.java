package ayatori.cli;

import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * The one way in which a Java program can handle a signal: {@code sun.misc.Signal}, which the module
 * {@code jdk.unsupported} exports for that purpose. It is called by reflection, because javac warns of every mention of
 * it and cannot be told not to.
 */
final class Signals {

    private Signals() {}

    /**
     * Handles a signal, on a thread of the JVM's own, from now on.
     *
     * @param name the signal's name without {@code SIG}
     * @param action what to do with its number
     * @return gives the signal back to whoever handled it before
     */
    @SuppressWarnings("ReferenceEquality") // an object without an equals of its own is equal to itself
    static Runnable handle(String name, IntConsumer action) {
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
            return () -> {
                try {
                    register.invoke(null, signal, before);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("SIG" + name + " was handled and now cannot be", e);
                }
            };
        } catch (ReflectiveOperationException _) {
            // This system has no such signal, or the JVM was told to leave it alone (-Xrs): then it does what it does.
            return () -> {};
        }
    }
}
