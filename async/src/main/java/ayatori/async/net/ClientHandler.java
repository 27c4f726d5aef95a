package ayatori.async.net;

/**
 * Serves one connection of a server, in its own task.
 *
 * {@snippet :
 * ClientHandler echo = (reader, writer) -> {
 *     for (byte[] data; (data = reader.read(4096)).length > 0; ) {
 *         writer.write(data);
 *         writer.drain();
 *     }
 * };
 * }
 */
@FunctionalInterface
public interface ClientHandler {
    /**
     * Serves a client. When this returns, the writer is closed, which sends what is buffered. When it throws, the connection
     * is aborted. The failure goes to the loop's exception handler, unless the peer or the network caused it: a lost
     * connection, an {@link IncompleteReadException}, a {@link LimitOverrunException}.
     *
     * @param reader reads what the client sends
     * @param writer sends to the client
     * @throws Exception if the client cannot be served
     */
    void handle(StreamReader reader, StreamWriter writer) throws Exception;
}
