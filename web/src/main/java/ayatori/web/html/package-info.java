/**
 * Reads what a crawler needs from an HTML page: links, title, base, robots directives, refresh, language. There is no DOM, and
 * values become strings only where they are asked for.
 *
 * <p>The life of a page: {@link ayatori.web.html.PageScanner} takes the bytes, which must be UTF-8 (see {@code
 * ayatori.web.charset}). The tokenizer reads them once, in the states of the <a
 * href="https://html.spec.whatwg.org/multipage/parsing.html#tokenization">HTML standard, section 13.2.5</a>, and reports
 * tags and text as ranges of the input. A handler takes the place of the standard's tree builder: it tells the tokenizer which
 * elements hold raw text, follows SVG and MathML closely enough to know the namespace of a tag, and keeps the ranges of links.
 * Character references are resolved only in the ranges that are kept. XHTML is read by the same tokenizer in an XML mode.
 */
@NullMarked
package ayatori.web.html;

import org.jspecify.annotations.NullMarked;
