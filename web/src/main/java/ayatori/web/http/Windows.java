package ayatori.web.http;

import ayatori.async.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The native memory in which the decoders of one body keep their windows: up to 8 MiB for zstd and 16 MiB for brotli, per
 * coding. It grows with what they decode, so a body that stays small takes none; before it gets large, a permit of the loop
 * is needed.
 */
final class Windows implements AutoCloseable {
    /** How much a stage may decode without a permit. */
    static final int SMALL_BYTES_MAX = 256 << 10;

    /** How many bodies of one loop may have large windows at once. */
    static final int LARGE_MAX = 4;

    private final Semaphore permits;
    private final Runnable beforeLarge;
    private Semaphore.@Nullable Permit permit;

    /**
     * Creates windows that are small.
     *
     * @param permits the loop's
     * @param beforeLarge run before a permit is acquired: other permits must be acquired first, always in this order
     */
    Windows(Semaphore permits, Runnable beforeLarge) {
        this.permits = permits;
        this.beforeLarge = beforeLarge;
    }

    /** Waits for a permit, the first time it is called. */
    void becomeLarge() {
        if (permit == null) {
            beforeLarge.run();
            permit = permits.acquire();
        }
    }

    @Override
    public void close() {
        if (permit != null) {
            permit.close();
            permit = null;
        }
    }
}
