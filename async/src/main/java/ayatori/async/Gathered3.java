package ayatori.async;

import org.jspecify.annotations.Nullable;

/**
 * The results of three awaitables of different types, in input order.
 *
 * {@snippet :
 * Gathered3<String, Integer, Boolean> all = Async.gatherTyped(() -> "Ada", () -> 36, () -> true);
 * System.out.println(all.first() + " is " + all.second() + ": " + all.third());
 * }
 *
 * @param first what the first gave
 * @param second what the second gave
 * @param third what the third gave
 * @param <A> type of the first
 * @param <B> type of the second
 * @param <C> type of the third
 */
public record Gathered3<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>(
        A first, B second, C third) {}
