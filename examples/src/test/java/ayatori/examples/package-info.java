/** Tests of what the examples print, and that the README's code compiles. */
@NullMarked
package ayatori.examples;

import org.jspecify.annotations.NullMarked;
