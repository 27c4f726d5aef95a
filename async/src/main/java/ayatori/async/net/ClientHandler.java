package ayatori.async.net;

/**
 * What a server does with one connection, in a task of its own.
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
     * @param reader what the client sends
     * @param writer what it gets
     * @throws Exception what goes wrong
     */
    void handle(StreamReader reader, StreamWriter writer) throws Exception;
}
