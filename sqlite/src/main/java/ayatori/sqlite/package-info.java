/**
 * Crawl folders as SQLite databases: the tables, indexes, views for the usual questions, and full-text search.
 *
 * <p>A database is written in one transaction without a journal: the file is built beside its target, so one that is not whole
 * is never seen.
 */
@NullMarked
package ayatori.sqlite;

import org.jspecify.annotations.NullMarked;
