package ayatori.async;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How tasks get on and off the loop. Programs behave the same on both, except where blocking calls are made outside
 * {@link Async#blocking}.
 *
 * {@snippet :
 * RunOptions options = RunOptions.defaults().withCarrier(CarrierKind.best());
 * System.out.println(options.carrier()); // LOOP, or BATON where the JVM does not let the loop carrier in
 * }
 */
public enum CarrierKind {
    /**
     * Tasks are virtual threads mounted on the loop's own thread. The fastest, and any blocking Java library call
     * suspends only its own task. Needs {@code --add-opens java.base/java.lang=ALL-UNNAMED} (or the same in the manifest
     * of an executable jar, or {@code =ayatori.async} on the module path).
     */
    LOOP,
    /**
     * Tasks are ordinary virtual threads, and the loop hands one baton on. Needs nothing but public API. A blocking call
     * blocks the whole loop, as in asyncio, unless it is wrapped in {@link Async#blocking}.
     */
    BATON;

    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private static final String FALLBACK = "tasks run on the baton carrier; java --add-opens "
            + "java.base/java.lang=ALL-UNNAMED would make their switches about three times as fast, and let a blocking call "
            + "suspend only its own task";

    /** {@return the loop carrier where the JDK lets it be used, else the baton carrier} */
    public static CarrierKind best() {
        if (LoopCarrier.available()) {
            return LOOP;
        }
        if (!TOLD.getAndSet(true)) {
            System.getLogger("ayatori.async").log(System.Logger.Level.DEBUG, FALLBACK);
        }
        return BATON;
    }
}
