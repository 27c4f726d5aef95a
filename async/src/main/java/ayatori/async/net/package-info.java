/**
 * asyncio's streams: TCP, TLS and Unix domain sockets, and datagrams.
 *
 * <h2>The life of a connection</h2>
 *
 * <ol>
 *   <li>{@link ayatori.async.net.Streams#openConnection Streams.openConnection} resolves the name off the loop and tries its
 *       addresses in order. It starts the next attempt when the last one has not succeeded soon (RFC 8305).
 *   <li>The connected socket is a {@link ayatori.async.net.Transport}. It reads and writes without waiting, and calls back
 *       when it is ready. With TLS, another transport wraps it.
 *   <li>A {@link ayatori.async.net.StreamReader} and a {@link ayatori.async.net.StreamWriter} turn this into reads that
 *       await and writes that buffer. Bytes are read only when a task asks for them, so a slow reader slows its peer down. A
 *       fast writer waits in {@link ayatori.async.net.StreamWriter#drain drain}.
 *   <li>{@link ayatori.async.net.StreamWriter#close close} sends what is buffered and then closes.
 * </ol>
 *
 * <p>Everything above {@link ayatori.async.net.Network} is the same over sockets and in a simulation
 * ({@code ayatori.async.testing.SimulatedNetwork}).
 *
 * <p>Each loop polls one {@link java.nio.channels.Selector} for readiness. If the loop already has another driver, such as that
 * of {@code ayatori.web}, the selector runs in its own thread and passes events to the loop, which is a little slower.
 */
@NullMarked
package ayatori.async.net;

import org.jspecify.annotations.NullMarked;
