/**
 * The main content of a page as text and as Markdown, and what it is like: pure functions of one parsed page, without I/O.
 *
 * <p>{@link ayatori.text.MainContent} is the way in, and tells the passes over a page. {@link ayatori.text.SimHash} is a
 * fingerprint of a text, and {@link ayatori.text.NearDuplicates} finds texts that are nearly the same by it.
 */
@NullMarked
package ayatori.text;

import org.jspecify.annotations.NullMarked;
