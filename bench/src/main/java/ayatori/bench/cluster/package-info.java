/**
 * Trials of a crawl in a cluster: brokers and nodes in processes of their own are killed, frozen and restarted, and what was collected is
 * compared with a web whose pages are known. {@code bench/cluster/run.sh} runs them.
 */
@NullMarked
package ayatori.bench.cluster;

import org.jspecify.annotations.NullMarked;
