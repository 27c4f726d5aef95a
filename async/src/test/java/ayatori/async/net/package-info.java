/** Tests of the streams: over transports that a test plays with, over sockets on loopback, and over a simulation. */
@NullMarked
package ayatori.async.net;

import org.jspecify.annotations.NullMarked;
