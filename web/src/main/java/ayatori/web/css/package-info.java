/**
 * Reads the URLs in style sheets, and the encoding of style sheets.
 *
 * <p>{@link ayatori.web.css.CssUrls} is the tokenizer of CSS Syntax Level 3, as far as it takes to tell a URL from a string, a
 * comment or a selector. There is no parser of rules behind it, so it reads every style sheet that a browser reads, broken ones
 * and those of later levels of CSS included.
 */
@NullMarked
package ayatori.web.css;

import org.jspecify.annotations.NullMarked;
