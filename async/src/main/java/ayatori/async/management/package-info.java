/**
 * Looking at the loops of a JVM from outside of it, over JMX.
 *
 * <p>The bean needs nothing of {@code java.management}: a standard bean is a class and an interface whose names match.
 */
@NullMarked
package ayatori.async.management;

import org.jspecify.annotations.NullMarked;
