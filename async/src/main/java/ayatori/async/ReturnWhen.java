package ayatori.async;

/** When {@link Async#wait(java.util.Collection, ReturnWhen)} returns. */
public enum ReturnWhen {
    /** When everything is done. */
    ALL_COMPLETED,
    /** When the first is done, in whatever way. */
    FIRST_COMPLETED,
    /** When the first has ended with an exception, a cancellation not counted; without one, when everything is done. */
    FIRST_EXCEPTION
}
