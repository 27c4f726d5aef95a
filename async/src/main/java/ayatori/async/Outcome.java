package ayatori.async;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an awaitable ended, as a value: an element of asyncio's {@code gather(..., return_exceptions=True)}.
 *
 * {@snippet :
 * List<Awaitable<String>> pages = List.of(
 *         () -> fetch("https://example.org/"),
 *         () -> { throw new IOException("no such host"); });
 * for (Outcome<String> outcome : Async.gatherOutcomes(pages)) {
 *     switch (outcome) {
 *         case Outcome.Success<String>(String page) -> System.out.println(page);
 *         case Outcome.Failure<String>(Throwable exception) -> System.out.println("failed: " + exception);
 *         case Outcome.Cancelled<String>() -> System.out.println("cancelled");
 *     }
 * }
 * }
 *
 * @param <T> what a success holds
 */
public sealed interface Outcome<T extends @Nullable Object> {
    /**
     * It gave a result.
     *
     * @param value the result
     * @param <T> its type
     */
    record Success<T extends @Nullable Object>(T value) implements Outcome<T> {}

    /**
     * It threw.
     *
     * @param exception what was thrown
     * @param <T> what a success would have held
     */
    record Failure<T extends @Nullable Object>(Throwable exception) implements Outcome<T> {
        /** Checks that there is an exception. */
        public Failure {
            Objects.requireNonNull(exception, "exception");
        }
    }

    /**
     * It was cancelled.
     *
     * @param <T> what a success would have held
     */
    record Cancelled<T extends @Nullable Object>() implements Outcome<T> {}
}
