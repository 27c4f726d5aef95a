/**
 * Crawl folders as tables, and files made of them: {@link ayatori.export.Export}.
 *
 * <p>{@link ayatori.export.CrawlTables} reads a folder twice. The first time it finds out which columns there are. The second
 * time rows are streamed through a condition and a choice of columns into a {@link ayatori.export.format.TableFormat format}.
 * At no time is a table in memory. A file is built beside its target, and renamed when it is whole.
 *
 * <p>Exports that are not made of tables are {@linkplain ayatori.export.folder.FolderFormat formats of whole folders}.
 *
 * <p>Formats that need a library of their own are modules of their own, found as services.
 */
@NullMarked
package ayatori.export;

import org.jspecify.annotations.NullMarked;
