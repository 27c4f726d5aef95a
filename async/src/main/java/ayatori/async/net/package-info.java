/**
 * Sockets in asyncio's words: streams over TCP, TLS and Unix domain sockets, and datagrams.
 *
 * <h2>The life of a connection</h2>
 *
 * <ol>
 *   <li>{@link ayatori.async.net.Streams#openConnection Streams.openConnection} resolves the name off the loop, and tries
 *       its addresses one after the other, the next one started when the last has not answered soon (RFC 8305).
 *   <li>The connected socket is a {@link ayatori.async.net.Transport}: it reads and writes without ever waiting, and calls
 *       back when it can go on. With TLS, another transport lies above it.
 *   <li>A {@link ayatori.async.net.StreamReader} and a {@link ayatori.async.net.StreamWriter} make that into reads that
 *       await and writes that buffer. Nothing is read that nobody asks for, so a slow reader slows its peer down; a fast
 *       writer waits in {@link ayatori.async.net.StreamWriter#drain drain}.
 *   <li>{@link ayatori.async.net.StreamWriter#close close} sends what is buffered and then closes.
 * </ol>
 *
 * <p>Everything above {@link ayatori.async.net.Network} is the same over sockets and in a simulation
 * ({@code ayatori.async.testing.SimulatedNetwork}).
 *
 * <p>Readiness comes from one {@link java.nio.channels.Selector} per loop, which the loop polls itself. On a loop that is
 * already polled by another driver, as by that of {@code ayatori.web}, the selector waits in a thread of its own and hands
 * over: streams work there too, a little slower.
 */
@NullMarked
package ayatori.async.net;

import org.jspecify.annotations.NullMarked;
