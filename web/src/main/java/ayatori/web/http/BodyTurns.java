package ayatori.web.http;

import java.util.List;

/**
 * Bounds how many bodies are held in memory at a time, by their size. A body that grows takes a turn at each of several
 * sizes, and the larger the size, the fewer turns there are. A server that sends a large body slowly therefore holds up none
 * that are smaller, and {@link HostTurns} keeps it from holding up all that are as large. Belongs to one loop.
 */
public final class BodyTurns {
    /** The largest body that takes no turn. */
    static final int SMALL_BYTES_MAX = 256 << 10;

    static final int MEDIUM_BYTES_MAX = 1 << 20;
    static final int LARGE_BYTES_MAX = 4 << 20;

    /** How many bodies of one loop may have windows above the first size. */
    static final int WINDOWS_MAX = 16;

    /** The turns for bodies that are longer than a size. */
    record Step(int aboveBytes, HostTurns turns) {}

    private final List<Step> steps;

    /** @param steps by size, the smallest first */
    BodyTurns(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Turns for bodies that are received whole.
     *
     * @param bytes about how many bytes all bodies together may take; one body of each size is always possible
     * @param bodyBytesMax the longest body
     */
    public static BodyTurns ofBytes(long bytes, long bodyBytesMax) {
        long large = Math.max(bodyBytesMax, 2 * LARGE_BYTES_MAX);
        return new BodyTurns(List.of(
                new Step(SMALL_BYTES_MAX, turns(bytes / MEDIUM_BYTES_MAX)),
                new Step(MEDIUM_BYTES_MAX, turns(bytes / LARGE_BYTES_MAX)),
                new Step(LARGE_BYTES_MAX, turns(bytes / large))));
    }

    /**
     * Turns for bodies whose decoders have windows outside the heap: up to 8 MiB for zstd and 16 MiB for brotli, per coding.
     * A window grows with what has been decoded.
     */
    static BodyTurns ofWindows() {
        return new BodyTurns(List.of(
                new Step(SMALL_BYTES_MAX, new HostTurns(WINDOWS_MAX)), new Step(MEDIUM_BYTES_MAX, new HostTurns(4))));
    }

    private static HostTurns turns(long count) {
        return new HostTurns(Math.clamp(count, 1, 1_000));
    }

    List<Step> steps() {
        return steps;
    }
}
