/**
 * Reads PDFs by PDFBox: text, title, links and metadata. {@link ayatori.pdf.PdfExtractor} is found as a service.
 *
 * <p>PDFs come from strangers. {@link ayatori.pdf.Inflation} refuses those that grow too much when they are decompressed, before
 * PDFBox sees them; pages, text and links have limits; and each operation looks at the time.
 */
@NullMarked
package ayatori.pdf;

import org.jspecify.annotations.NullMarked;
