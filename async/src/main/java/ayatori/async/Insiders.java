package ayatori.async;

import java.security.CodeSource;
import java.util.Objects;

/**
 * The runtime's other packages, such as files and streams. They count the results that other threads owe to a loop, so a
 * reference to a loop that they hold does not switch the deadlock detection off.
 */
final class Insiders {
    private static final ClassValue<Boolean> KNOWN = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return type.getPackageName().startsWith("ayatori.async.")
                    && type.getModule() == EventLoop.class.getModule()
                    && Objects.equals(source(type), source(EventLoop.class));
        }
    };

    private Insiders() {}

    static boolean include(Class<?> type) {
        return KNOWN.get(type);
    }

    /** Where a class comes from: a test of such a package, which lives elsewhere, is no insider. */
    private static @org.jspecify.annotations.Nullable Object source(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? null : source.getLocation();
    }
}
