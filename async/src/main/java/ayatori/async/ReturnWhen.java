package ayatori.async;

/**
 * When {@link Async#wait(java.util.Collection, ReturnWhen)} returns.
 *
 * {@snippet :
 * Awaitable<String> near = () -> fetch("https://near.example/");
 * Awaitable<String> far = () -> fetch("https://far.example/");
 * WaitResult<String> first = Async.wait(List.of(near, far), ReturnWhen.FIRST_COMPLETED);
 * first.pending().forEach(Promise::cancel);
 * }
 */
public enum ReturnWhen {
    /** When everything is done. */
    ALL_COMPLETED,
    /** When the first is done, in whatever way. */
    FIRST_COMPLETED,
    /** When the first has ended with an exception, a cancellation not counted; without one, when everything is done. */
    FIRST_EXCEPTION
}
