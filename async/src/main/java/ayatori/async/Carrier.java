package ayatori.async;

/** How tasks get on and off a loop's thread: the one seam between the runtime and the JDK's virtual threads. */
interface Carrier {
    /** A thread for a task, not started. */
    TaskThread newThread(Task<?> task);

    /** Which of the two this is. */
    CarrierKind kind();
}
