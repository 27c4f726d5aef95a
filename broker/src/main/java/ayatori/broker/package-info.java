/**
 * A Kafka broker on this machine, for tests and for a cluster of one machine.
 *
 * <p>{@link ayatori.broker.LocalBroker} starts Kafka's own server in a process of its own. Kafka's libraries are on the class path
 * of that process only.
 */
@NullMarked
package ayatori.broker;

import org.jspecify.annotations.NullMarked;
