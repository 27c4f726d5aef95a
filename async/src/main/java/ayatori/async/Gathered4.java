package ayatori.async;

import org.jspecify.annotations.Nullable;

/**
 * The results of four awaitables of different types, in input order.
 *
 * {@snippet :
 * Gathered4<String, Integer, Boolean, Double> all = Async.gatherTyped(() -> "Ada", () -> 36, () -> true, () -> 1.65);
 * System.out.println(all.first() + " is " + all.second() + " and " + all.fourth() + " m: " + all.third());
 * }
 *
 * @param first what the first gave
 * @param second what the second gave
 * @param third what the third gave
 * @param fourth what the fourth gave
 * @param <A> type of the first
 * @param <B> type of the second
 * @param <C> type of the third
 * @param <D> type of the fourth
 */
public record Gathered4<
        A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, D extends @Nullable Object>(
        A first, B second, C third, D fourth) {}
