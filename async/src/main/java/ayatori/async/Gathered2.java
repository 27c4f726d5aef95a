package ayatori.async;

import org.jspecify.annotations.Nullable;

/**
 * The results of two awaitables of different types, in input order.
 *
 * {@snippet :
 * Gathered2<String, Integer> both = Async.gatherTyped(() -> "Ada", () -> 36);
 * System.out.println(both.first() + " is " + both.second());
 * }
 *
 * @param first what the first gave
 * @param second what the second gave
 * @param <A> type of the first
 * @param <B> type of the second
 */
public record Gathered2<A extends @Nullable Object, B extends @Nullable Object>(A first, B second) {}
