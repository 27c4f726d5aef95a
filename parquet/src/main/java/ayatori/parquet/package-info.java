/**
 * Tables of a crawl folder as Parquet.
 *
 * <p>Parquet's own libraries encode columns: levels, dictionaries, pages. What {@code parquet-hadoop} does above that is done
 * here, since it needs Hadoop: compress pages, order them in row groups, and write the footer.
 */
@NullMarked
package ayatori.parquet;

import org.jspecify.annotations.NullMarked;
