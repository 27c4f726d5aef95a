/**
 * Exports of what pages say: a file for each page, llms.txt, and chunks for language models.
 *
 * <p>The life of a page: {@link ayatori.export.content.ContentPages} reads it from the records and {@link
 * ayatori.export.content.Corpus} decides whether it is wanted. {@link ayatori.export.content.MarkdownBlocks} parses its Markdown
 * into blocks, of which the corpus leaves out those that repeat over the site, and {@link ayatori.export.content.Chunker} makes
 * chunks of the rest.
 */
@NullMarked
package ayatori.export.content;

import org.jspecify.annotations.NullMarked;
