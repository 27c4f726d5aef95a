/**
 * The JVM's peers of {@code bench/async}: each class is one peer, each of its methods one row of the table. {@link
 * ayatori.bench.async.Rounds} runs them.
 */
@NullMarked
package ayatori.bench.async;

import org.jspecify.annotations.NullMarked;
