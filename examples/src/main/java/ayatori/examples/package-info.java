/** Small programs, each with a test of what it prints. */
@NullMarked
package ayatori.examples;

import org.jspecify.annotations.NullMarked;
