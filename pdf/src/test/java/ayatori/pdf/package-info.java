/** Tests of PDFs. */
@NullMarked
package ayatori.pdf;

import org.jspecify.annotations.NullMarked;
