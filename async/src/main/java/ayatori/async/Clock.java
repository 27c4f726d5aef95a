package ayatori.async;

/**
 * Where a loop gets its time from: the system, or a {@link VirtualClock}.
 *
 * {@snippet :
 * Clock clock = new VirtualClock();
 * RunOptions inNoTime = RunOptions.defaults().withClock(clock);
 * }
 */
public interface Clock {
    /** {@return nanoseconds since some fixed point, never going back} */
    long nanoTime();

    /** {@return the system's monotonic clock} */
    static Clock system() {
        return System::nanoTime;
    }
}
