package ayatori.async;

/** Where a loop gets its time from: the system, or a {@link VirtualClock}. */
public interface Clock {
    /** {@return nanoseconds since some fixed point, never going back} */
    long nanoTime();

    /** {@return the system's monotonic clock} */
    static Clock system() {
        return System::nanoTime;
    }
}
