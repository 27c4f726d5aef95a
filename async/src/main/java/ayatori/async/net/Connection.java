package ayatori.async.net;

import java.util.Objects;

/**
 * An open connection: its reader, its writer and their transport. Closing it closes the writer.
 *
 * {@snippet :
 * try (Server server = Streams.startServer((reader, writer) -> writer.write(reader.readExactly(5)), "localhost", 0);
 *         Connection connection = Streams.openConnection(server.address())) {
 *     connection.writer().write("hello");
 *     assert new String(connection.reader().readAll(100)).equals("hello");
 * }
 * }
 *
 * @param reader reads what the peer sends
 * @param writer sends to the peer
 * @param transport has the addresses and the TLS session
 */
public record Connection(StreamReader reader, StreamWriter writer, Transport transport) implements AutoCloseable {
    /** Checks that nothing is missing. */
    public Connection {
        Objects.requireNonNull(reader, "reader");
        Objects.requireNonNull(writer, "writer");
        Objects.requireNonNull(transport, "transport");
    }

    /** Sends what is buffered and then closes. Does not wait. */
    @Override
    public void close() {
        writer.close();
    }
}
