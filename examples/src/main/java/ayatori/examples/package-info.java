/**
 * Small programs, each with a test of what it prints and when.
 *
 * <p>Each is a class of plain methods with a {@code main} that runs one of them on an event loop. The body of such a class
 * is a whole Java program by itself too: put the imports above it, leave the class away, and {@code java Program.java} runs
 * it.
 */
@NullMarked
package ayatori.examples;

import org.jspecify.annotations.NullMarked;
