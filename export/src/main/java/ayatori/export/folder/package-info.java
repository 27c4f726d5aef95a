/** Formats of exports that are made of a whole crawl folder, not of a table. */
@NullMarked
package ayatori.export.folder;

import org.jspecify.annotations.NullMarked;
