package ayatori.async.net;

import java.util.Objects;

/**
 * An open connection: what comes in, what goes out, and what lies under both. Closing it closes the writer.
 *
 * {@snippet :
 * try (Server server = Streams.startServer((reader, writer) -> writer.write(reader.readExactly(5)), "localhost", 0);
 *         Connection connection = Streams.openConnection(server.address())) {
 *     connection.writer().write("hello");
 *     assert new String(connection.reader().readAll(100)).equals("hello");
 * }
 * }
 *
 * @param reader what comes in
 * @param writer what goes out
 * @param transport addresses and TLS
 */
public record Connection(StreamReader reader, StreamWriter writer, Transport transport) implements AutoCloseable {
    /** Checks that nothing is missing. */
    public Connection {
        Objects.requireNonNull(reader, "reader");
        Objects.requireNonNull(writer, "writer");
        Objects.requireNonNull(transport, "transport");
    }

    /** Sends what is buffered and then closes; does not wait. */
    @Override
    public void close() {
        writer.close();
    }
}
