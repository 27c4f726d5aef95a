/** JMH benchmarks of the parts that run once for every page, link or task. */
@NullMarked
package ayatori.bench;

import org.jspecify.annotations.NullMarked;
