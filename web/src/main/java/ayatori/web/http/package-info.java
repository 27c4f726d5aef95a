/**
 * An HTTP client whose code runs on the event loop of the tasks that use it.
 *
 * <p>The life of a request: a task calls {@link ayatori.web.http.ClientSession#request}, acquires a connection from the
 * pool of the origin, or makes one, and leaves an exchange with it. At the loop's next poll Netty writes the request;
 * at a later one its codecs read the answer, and handlers put head and body into the exchange, which wakes the task.
 * Policy, such as redirects, retries and decoding, is plain code in the task; protocols are codecs in the poll; nothing
 * crosses a thread.
 */
@NullMarked
package ayatori.web.http;

import org.jspecify.annotations.NullMarked;
