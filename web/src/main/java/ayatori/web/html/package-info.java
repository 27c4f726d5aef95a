/**
 * What a crawler wants from an HTML page, straight from its bytes: links, title, base, robots directives, refresh,
 * language. There is no DOM, and no {@code String} before a wanted value is found.
 *
 * <p>The life of a page: {@link ayatori.web.html.PageScanner} takes the bytes, which must be UTF-8 (see
 * {@code ayatori.web.charset}). The tokenizer walks over them once, in the states of the <a
 * href="https://html.spec.whatwg.org/multipage/parsing.html#tokenization">HTML standard, section 13.2.5</a>, and reports
 * tags and text as ranges of the input. A handler stands where the standard has its tree builder: it tells the tokenizer
 * which elements hold raw text, follows SVG and MathML just closely enough to know which namespace a tag is in, and keeps
 * the ranges that are links. Character references are resolved only in what is kept.
 */
@NullMarked
package ayatori.web.html;

import org.jspecify.annotations.NullMarked;
