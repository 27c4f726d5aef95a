@NullMarked
package ayatori.parquet;

import org.jspecify.annotations.NullMarked;
