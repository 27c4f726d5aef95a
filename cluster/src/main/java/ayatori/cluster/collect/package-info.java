/**
 * Writes what the nodes of a crawl have recorded into an ordinary crawl folder, exactly once, while the crawl goes on.
 *
 * <p>A {@link ayatori.cluster.collect.Collector} reads the topics of records and adds them to the files of the folder. A commit
 * syncs the files, and then replaces one small file that holds the offsets of the topics together with the lengths and checksums of
 * the files. A collector that starts takes the files back to that commit, and reads on from its offsets.
 */
@NullMarked
package ayatori.cluster.collect;

import org.jspecify.annotations.NullMarked;
