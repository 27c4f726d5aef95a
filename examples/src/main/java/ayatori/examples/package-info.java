/**
 * Small programs, each with a test of what it prints and when.
 *
 * <p>Each is a class of methods with a {@code main} that runs one of them on an event loop. The body of such a class is also a
 * complete Java program: put the imports above it, remove the class, and {@code java Program.java} runs it.
 */
@NullMarked
package ayatori.examples;

import org.jspecify.annotations.NullMarked;
