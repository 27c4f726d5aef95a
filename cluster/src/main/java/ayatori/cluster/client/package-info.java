/** What users ask of a crawl in a cluster: to start, to pause, to tell where it stands. */
@NullMarked
package ayatori.cluster.client;

import org.jspecify.annotations.NullMarked;
